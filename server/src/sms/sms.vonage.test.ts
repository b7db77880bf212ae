import { describe, expect, test } from "bun:test";
import { basic, formOf, startProviderDouble, type SeenRequest } from "../../test/provider-double.ts";
import { messageTo, REACHABLE, SECRET, smsConformance, UNREACHABLE } from "../../test/sms-conformance.ts";
import { fitsGsmAlphabet } from "./gsm-alphabet.ts";
import { createVonageSender } from "./sms.vonage.ts";

const account = { key: "abcd1234", secret: SECRET };
const FROM = "AcmeInc";

/** As Vonage documents it: the status of the answer is 200 whatever it says. `statuses` answer a message that is right so far. */
const startVonage = (statuses: readonly string[] = ["0"]) =>
  startProviderDouble((request) => {
    if (request.method !== "POST" || request.path !== "/sms/json") return new Response("Not found", { status: 404 });
    if (request.headers.get("authorization") !== basic("abcd1234", SECRET)) return parts(["4"]);
    const fault = faultOf(request);
    return parts(fault === undefined ? statuses : [fault]);
  });

const parts = (statuses: readonly string[]): Response =>
  Response.json({
    "message-count": String(statuses.length),
    messages: statuses.map((status) =>
      status === "0"
        ? { to: REACHABLE.slice(1), "message-id": "0A0000000123ABCD1", status, "remaining-balance": "3.14" }
        : { status, "error-text": `about ${UNREACHABLE}` },
    ),
  });

function faultOf(request: SeenRequest): string | undefined {
  const { to = "", from = "", text = "", type, ...others } = formOf(request) ?? { none: "" };
  if (Object.keys(others).length > 0 || text === "") return "2";
  if (from !== FROM) return "15";
  if (!/^\d{7,15}$/.test(to)) return "3";
  if (type !== (fitsGsmAlphabet(text) ? "text" : "unicode")) return "3";
  return `+${to}` === UNREACHABLE ? "6" : undefined;
}

const sendTo = async (statuses: readonly string[], text?: string) => {
  using double = startVonage(statuses);
  const result = await createVonageSender({ account, from: FROM, dial: double.dial }).send(messageTo(REACHABLE, text));
  return { result, form: double.seen.map((request) => formOf(request))[0] };
};

describe("Vonage SMS", () => {
  smsConformance("vonage", () => {
    const double = startVonage();
    const { dial } = double;
    const stranger = createVonageSender({ account: { ...account, secret: "another" }, from: FROM, dial });
    return { double, sender: createVonageSender({ account, from: FROM, dial }), stranger };
  });

  test("numbers go without their plus, and texts beyond the GSM alphabet as unicode", async () => {
    const { form } = await sendTo(["0"], "493817 ist dein Code für Grüße [€]");
    expect(form).toEqual({
      to: "4915112345678",
      from: FROM,
      text: "493817 ist dein Code für Grüße [€]",
      type: "text",
    });
    const arabic = await sendTo(["0", "0"], "رمزك هو 493817");
    expect(arabic.result.outcome).toBe("sent");
    expect([arabic.form?.["text"], arabic.form?.["type"]]).toEqual(["رمزك هو 493817", "unicode"]);
  });

  test("the GSM alphabet is neither Latin 1 nor ASCII", () => {
    expect(["{code}~|^\\", "ÄÖÜß àèìòù ñ", "ΔΦΓ", "a\nb"].map(fitsGsmAlphabet)).toEqual([true, true, true, true]);
    expect(["`", "ç", "á", "“", "\t", "α", "😀", "\u200F"].map(fitsGsmAlphabet)).toEqual(Array(8).fill(false));
  });

  test.each(["3", "6", "7", "12", "33"])("status %s is about the number or the text, and final", async (status) => {
    expect((await sendTo([status])).result).toEqual({ outcome: "refused", because: `status 200, code ${status}` });
  });

  const passing = ["1", "2", "4", "5", "8", "9", "10", "11", "14", "15", "29", "32", "99"];
  test.each(passing)("status %s is about the account or the moment, and may pass", async (status) => {
    expect((await sendTo([status])).result).toMatchObject({ outcome: "later", because: `status 200, code ${status}` });
  });

  test("a text of several parts is sent when all of them are", async () => {
    expect((await sendTo(["0", "0", "1"])).result.outcome).toBe("later");
  });
});
