import { describe, expect, test } from "bun:test";
import { basic, formOf, startProviderDouble, type SeenRequest } from "../../test/provider-double.ts";
import {
  codeServiceConformance,
  messageTo,
  REACHABLE,
  RIGHT_CODE,
  SECRET,
  smsConformance,
  UNREACHABLE,
} from "../../test/sms-conformance.ts";
import { createTwilioVerify } from "./sms.twilio-verify.ts";

const SID = `AC${"1f".repeat(16)}`;
const SERVICE = `VA${"4c".repeat(16)}`;
const VERIFICATION = `VE${"5b".repeat(16)}`;
const account = { sid: SID, user: SID, password: SECRET };
const locales = ["ar", "de", "en", "es"];

/** As Twilio documents it: forgets what is approved or tried five times. `refusal` answers every start. */
function startTwilioVerify(refusal?: readonly [status: number, code: number]) {
  let tries = 0;
  let isOver = false;
  const check = (form: Readonly<Record<string, string>>): Response => {
    if (Object.keys(form).join() !== "VerificationSid,Code") return fault(400, 60200);
    if (form["VerificationSid"] !== VERIFICATION || isOver) return fault(404, 20404);
    if (!/^\d{4,10}$/.test(form["Code"] ?? "")) return fault(400, 60200);
    tries += 1;
    if (tries > 5) return fault(429, 60202);
    isOver = form["Code"] === RIGHT_CODE;
    return Response.json({ sid: VERIFICATION, status: isOver ? "approved" : "pending", valid: isOver });
  };
  const start = ({ To = "", Channel, Locale, ...others }: Readonly<Record<string, string>>): Response => {
    if (Object.keys(others).length > 0 || Channel !== "sms") return fault(400, 60200);
    if (Locale !== undefined && !locales.includes(Locale)) return fault(404, 20404);
    if (!/^\+[1-9]\d{6,14}$/.test(To)) return fault(400, 60200);
    if (To === UNREACHABLE) return fault(403, 60205);
    if (refusal) return fault(...refusal);
    return Response.json({ sid: VERIFICATION, status: "pending", to: To, channel: "sms" }, { status: 201 });
  };
  return startProviderDouble((request) => {
    if (request.headers.get("authorization") !== basic(SID, SECRET)) return fault(401, 20003);
    return route(request, { Verifications: start, VerificationCheck: check });
  });
}

function route(
  request: SeenRequest,
  resources: Readonly<Record<string, (form: Readonly<Record<string, string>>) => Response>>,
): Response {
  const resource = resources[request.path.replace(`/v2/Services/${SERVICE}/`, "")];
  if (!resource || request.method !== "POST") return fault(404, 20404);
  return resource(formOf(request) ?? {});
}

const fault = (status: number, code: number): Response =>
  Response.json({ code, message: `about ${UNREACHABLE}`, status }, { status });

function stage(refusal?: readonly [number, number]) {
  const double = startTwilioVerify(refusal);
  const { dial } = double;
  const stranger = createTwilioVerify({ account: { ...account, password: "another" }, service: SERVICE, dial });
  return { double, sender: createTwilioVerify({ account, service: SERVICE, dial }), stranger };
}

describe("Twilio Verify", () => {
  smsConformance("twilio-verify", stage);
  codeServiceConformance("twilio-verify", stage);

  test("it is asked in the reader's language, and in its own choice where it does not speak that", async () => {
    const { sender, double } = stage();
    using _ = double;
    for (const language of ["de", "ar", "ia"]) await sender.send({ ...messageTo(REACHABLE), language });
    expect(double.seen.map((request) => formOf(request))).toEqual([
      { To: REACHABLE, Channel: "sms", Locale: "de" },
      { To: REACHABLE, Channel: "sms", Locale: "ar" },
      { To: REACHABLE, Channel: "sms" },
    ]);
  });

  const numberFaults = [60205, 60238, 60410, 60605];
  test.each(numberFaults)("%d is about the number, and final", async (code) => {
    const { sender, double } = stage([403, code]);
    using _ = double;
    expect(await sender.send(messageTo(REACHABLE))).toEqual({
      outcome: "refused",
      because: `status 403, code ${code}`,
    });
  });

  test("too many codes for one number pass after a time", async () => {
    const { sender, double } = stage([429, 60203]);
    using _ = double;
    expect(await sender.send(messageTo(REACHABLE))).toMatchObject({
      outcome: "later",
      because: "status 429, code 60203",
    });
  });

  test("an approval of another verification is none of this one", async () => {
    using double = startProviderDouble(() => Response.json({ sid: `VE${"77".repeat(16)}`, status: "approved" }));
    const sender = createTwilioVerify({ account, service: SERVICE, dial: double.dial });
    expect((await sender.check(VERIFICATION, RIGHT_CODE)).outcome).toBe("later");
  });

  test.each(["canceled", "max_attempts_reached", "expired", "failed", "deleted"])("%s is over", async (status) => {
    using double = startProviderDouble(() => Response.json({ sid: VERIFICATION, status }));
    const sender = createTwilioVerify({ account, service: SERVICE, dial: double.dial });
    expect((await sender.check(VERIFICATION, RIGHT_CODE)).outcome).toBe("over");
  });
});
