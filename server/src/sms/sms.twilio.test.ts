import { describe, expect, test } from "bun:test";
import { basic, formOf, startProviderDouble, type SeenRequest } from "../../test/provider-double.ts";
import { messageTo, REACHABLE, SECRET, smsConformance, UNREACHABLE } from "../../test/sms-conformance.ts";
import { createTwilioSender, type TwilioOptions } from "./sms.twilio.ts";

const SID = `AC${"1f".repeat(16)}`;
const account = { sid: SID, user: SID, password: SECRET };
const key = { sid: SID, user: `SK${"2e".repeat(16)}`, password: SECRET };
const from = { From: "+15017122661" };
const service = { MessagingServiceSid: `MG${"3d".repeat(16)}` };

/** As Twilio documents it; `code` answers every message that is right so far. */
const startTwilio = (code?: readonly [status: number, code: number]) =>
  startProviderDouble((request) => {
    if (![basic(SID, SECRET), basic(key.user, SECRET)].includes(request.headers.get("authorization") ?? "")) {
      return fault(401, 20003);
    }
    if (request.method !== "POST" || request.path !== `/2010-04-01/Accounts/${SID}/Messages.json`)
      return fault(404, 20404);
    const wrong = faultOf(request);
    if (wrong !== undefined) return fault(400, wrong);
    return code ? fault(...code) : Response.json({ sid: `SM${"0a".repeat(16)}`, status: "queued" }, { status: 201 });
  });

const fault = (status: number, code: number): Response =>
  Response.json({ code, message: `about ${UNREACHABLE}`, more_info: "https://www.twilio.com", status }, { status });

function faultOf(request: SeenRequest): number | undefined {
  const { To = "", Body = "", From, MessagingServiceSid, ...others } = formOf(request) ?? { none: "" };
  if (Object.keys(others).length > 0) return 20001;
  if (!/^\+[1-9]\d{6,14}$/.test(To) || To === UNREACHABLE) return 21211;
  if (From === undefined) return MessagingServiceSid === service.MessagingServiceSid ? undefined : 21603;
  if (MessagingServiceSid !== undefined || From !== from.From) return 21212;
  return Body.length === 0 || Body.length > 1600 ? 21617 : undefined;
}

const sendAs = async (options: Omit<TwilioOptions, "dial">, answer?: readonly [number, number]) => {
  using double = startTwilio(answer);
  const result = await createTwilioSender({ ...options, dial: double.dial }).send(messageTo(REACHABLE));
  return { result, form: formOf(double.seen[0] ?? never()) };
};
const never = () => {
  throw new Error("nothing was asked");
};

describe("Twilio", () => {
  smsConformance("twilio", () => {
    const double = startTwilio();
    const { dial } = double;
    const stranger = createTwilioSender({ account: { ...account, password: "another" }, from, dial });
    return { double, sender: createTwilioSender({ account, from, dial }), stranger };
  });

  test("a number of the account or its messaging service sends, as the account or as an API key of it", async () => {
    const byNumber = await sendAs({ account, from });
    expect(byNumber).toEqual({
      result: { outcome: "sent" },
      form: { To: REACHABLE, From: "+15017122661", Body: "493817 is your code" },
    });
    const byService = await sendAs({ account: key, from: service });
    expect([byService.result.outcome, byService.form?.["MessagingServiceSid"]]).toEqual([
      "sent",
      service.MessagingServiceSid,
    ]);
  });

  const numberFaults = [21211, 21408, 21610, 21612, 21614, 21635, 29999];
  test.each(numberFaults)("%d is about the number, and final", async (code) => {
    const { result } = await sendAs({ account, from }, [400, code]);
    expect(result).toEqual({ outcome: "refused", because: `status 400, code ${code}` });
  });

  const ownFaults: readonly (readonly [number, number])[] = [
    [400, 21212],
    [400, 21606],
    [400, 21608],
    [400, 21703],
    [401, 20003],
    [403, 20005],
    [404, 20404],
    [429, 20429],
    [429, 63038],
    [503, 20503],
  ];
  test.each(ownFaults)("%d with %d is about the account or the moment, and may pass", async (status, code) => {
    const { result } = await sendAs({ account, from }, [status, code]);
    expect(result).toMatchObject({ outcome: "later", because: `status ${status}, code ${code}` });
  });
});
