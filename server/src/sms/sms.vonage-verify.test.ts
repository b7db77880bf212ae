import { describe, expect, test } from "bun:test";
import * as z from "zod";
import { basic, startProviderDouble, type SeenRequest } from "../../test/provider-double.ts";
import {
  codeServiceConformance,
  messageTo,
  REACHABLE,
  RIGHT_CODE,
  SECRET,
  smsConformance,
  UNREACHABLE,
} from "../../test/sms-conformance.ts";
import { createVonageVerify } from "./sms.vonage-verify.ts";

const account = { key: "abcd1234", secret: SECRET };
const ID = "575a2054-aaaf-4405-994e-290be7b9a91f";

const Start = z.strictObject({
  brand: z.string().regex(/^[^\\/{}:$]{1,18}$/),
  locale: z.enum(["en-us", "en-gb", "es-es", "es-mx", "de-de", "fr-fr", "it-it"]).optional(),
  code_length: z.int().min(4).max(10),
  channel_timeout: z.int().min(15).max(900),
  workflow: z.array(z.strictObject({ channel: z.literal("sms"), to: z.string().regex(/^[1-9]\d{6,14}$/) })).length(1),
});
const Check = z.strictObject({ code: z.string().regex(/^\d{4,10}$/) });

/** As Vonage documents it; `refusal` answers every start. */
function startVonageVerify(refusal?: () => Response) {
  let tries = 0;
  let isOver = false;
  const start = (body: unknown): Response => {
    const { data } = Start.safeParse(body);
    if (!data) return invalid({ name: "brand", reason: "it is not so" });
    if (`+${data.workflow[0]?.to}` === UNREACHABLE) return invalid([{ name: "workflow[0].to", reason: "no number" }]);
    return refusal?.() ?? Response.json({ request_id: ID }, { status: 202 });
  };
  const check = (body: unknown): Response => {
    const { data } = Check.safeParse(body);
    if (!data) return invalid({ name: "code", reason: "it is none" });
    if (isOver) return problem(404, "Not Found", "#not-found");
    tries += 1;
    if (tries > 5) return problem(410, "Invalid Code", "/verify#expired");
    if (data.code !== RIGHT_CODE) return problem(400, "Invalid Code", "/verify#invalid-code");
    isOver = true;
    return Response.json({ request_id: ID, status: "completed" });
  };
  return startProviderDouble((request) => {
    if (request.headers.get("authorization") !== basic("abcd1234", SECRET)) return problem(401, "No", "#unauthorized");
    const resource = { "/v2/verify": start, [`/v2/verify/${ID}`]: check }[request.path];
    return resource && request.method === "POST" ? resource(jsonOf(request)) : problem(404, "Not Found", "#not-found");
  });
}

const jsonOf = ({ headers, body }: SeenRequest): unknown =>
  headers.get("content-type") === "application/json" ? JSON.parse(body) : undefined;

const problem = (status: number, title: string, type: string, more: object = {}): Response =>
  Response.json({ title, type: `https://www.developer.vonage.com/api-errors${type}`, ...more }, { status });

const invalid = (invalid_parameters: unknown): Response =>
  problem(422, "Invalid params", "#invalid-params", { invalid_parameters });

function stage(refusal?: () => Response) {
  const double = startVonageVerify(refusal);
  const { dial } = double;
  const stranger = createVonageVerify({ account: { ...account, secret: "another" }, brand: "Tacet", dial });
  return { double, sender: createVonageVerify({ account, brand: "Tacet", dial }), stranger };
}

describe("Vonage Verify", () => {
  smsConformance("vonage-verify", stage);
  codeServiceConformance("vonage-verify", stage);

  test("a code of six digits that is good for five minutes is asked for, in a language that is spoken there", async () => {
    const { sender, double } = stage();
    using _ = double;
    for (const language of ["de", "ar"]) await sender.send({ ...messageTo(REACHABLE), language });
    const asked = { brand: "Tacet", code_length: 6, channel_timeout: 300 };
    const workflow = [{ channel: "sms", to: "4915112345678" }];
    expect(double.seen.map(jsonOf)).toEqual([
      { ...asked, locale: "de-de", workflow },
      { ...asked, workflow },
    ]);
  });

  const passing: readonly (readonly [string, () => Response])[] = [
    ["no balance", () => problem(402, "Low balance", "#low-balance")],
    ["a suspended account", () => problem(403, "Forbidden", "#account-suspended")],
    ["a code under way", () => problem(409, "Conflict", "/verify#conflict", { request_id: ID })],
    ["a code under way, as other answers have it", () => problem(422, "Conflict", "/verify#conflict")],
    ["a brand that is not taken", () => invalid({ name: "brand", reason: "not taken" })],
  ];
  test.each(passing)("%s may pass", async (_name, refusal) => {
    const { sender, double } = stage(refusal);
    using _ = double;
    expect((await sender.send(messageTo(REACHABLE))).outcome).toBe("later");
  });

  test("a success that does not say what is completed is none", async () => {
    const bodies = [
      {},
      { request_id: ID },
      { request_id: ID, status: "pending" },
      { request_id: crypto.randomUUID(), status: "completed" },
    ];
    for (const body of bodies) {
      using double = startProviderDouble(() => Response.json(body));
      const sender = createVonageVerify({ account, brand: "Tacet", dial: double.dial });
      expect((await sender.check(ID, RIGHT_CODE)).outcome).toBe("later");
    }
  });
});
