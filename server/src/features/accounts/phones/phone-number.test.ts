import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { maskPhone, parsePhone } from "./phone-number.ts";

const written: Readonly<Record<string, readonly string[]>> = {
  "+4915112345678": [
    "+4915112345678",
    "  +49 151 12345678\n",
    "+49 (0)151 123-456-78",
    "+49.151.12345678",
    "+٤٩١٥١١٢٣٤٥٦٧٨",
    "+۴۹ ۱۵۱ ۱۲۳۴۵۶۷۸",
    "＋４９１５１１２３４５６７８",
    "+49\u00A0151\u00A012345678",
    "\u202A+49 151 12345678\u202C",
  ],
  "+12015550123": ["+1 (201) 555-0123", "+12015550123"],
  "+5491123456789": ["+54 9 11 2345-6789"],
};

test("a number is one number however it is written, in digits of whichever script", () => {
  for (const [e164, texts] of Object.entries(written)) {
    expect(texts.map((text) => [text, parsePhone(text)?.e164])).toEqual(texts.map((text) => [text, e164]));
  }
});

test("the country comes with the number, also where several share a code", () => {
  const countries: Readonly<Record<string, string>> = {
    "+4915112345678": "DE",
    "+447400123456": "GB",
    "+447781123456": "GG",
    "+12015550123": "US",
    "+18762101234": "JM",
    "+77710009998": "KZ",
    "+79123456789": "RU",
    "+38343201234": "XK",
  };
  expect(Object.keys(countries).map((e164) => parsePhone(e164)?.country)).toEqual(Object.values(countries));
});

test.each([
  ["premium", ["+499001234567", "+449012345678", "+19002345678", "+319061234567", "+979123456789"]],
  ["toll-free or shared", ["+498001234567", "+18002345678", "+80012345678", "+4918012345678"]],
  ["personal or pager", ["+447012345678", "+447640123456", "+15002345678"]],
  ["landline where that can be told", ["+493012345678", "+442079460958", "+3903123456", "+541123456789"]],
  ["satellite and networks of no country", ["+881612345678", "+870301234567", "+8823421234", "+883510012345"]],
  ["short", ["+112", "+49110", "+4911833", "+1911", "110"]],
  ["with an extension", ["+4915112345678 ext. 5", "+4915112345678;ext=5", "+4915112345678x5", "+4915112345678,5"]],
  ["with more than a number", ["+4915112345678 now", "tel:+4915112345678", "+1-212-CALL-NOW", "+4915112345678;isub=1"]],
  ["two numbers", ["+4915112345678+4915112345679", "+4915112345678/+4915112345679", "+4915112345678\n+4915112345679"]],
  ["without a country code", ["015112345678", "004915112345678", "15112345678"]],
  ["nothing", ["", "+", "++4915112345678", "+()-. ", "+49", "+49151\u000012345678", `+${"1".repeat(60)}`]],
])("no message goes to what is %s", (_, texts) => {
  expect(texts.filter((text) => parsePhone(text) !== undefined)).toEqual([]);
});

test("a long text is refused at once", () => {
  const startedAt = performance.now();
  expect(parsePhone(`+49${" ".repeat(1_000_000)}15112345678`)).toBeUndefined();
  expect(performance.now() - startedAt).toBeLessThan(50);
});

test("whatever is accepted comes back as E.164, which is itself accepted as the same", () => {
  const likely = fc.tuple(
    fc.constantFrom("+49", "+1", "+44", "+33", "+۴۹", "+7 ", "+966", "+20"),
    fc.string({ unit: fc.constantFrom(..."0123456789٣٤۵۶ ()-.".split("")), maxLength: 14 }),
  );
  fc.assert(
    fc.property(likely, ([code, rest]) => {
      const number = parsePhone(code + rest);
      if (!number) return;
      expect(number.e164).toMatch(/^\+[1-9]\d{6,14}$/);
      expect(parsePhone(number.e164)).toEqual(number);
    }),
    { numRuns: 2000 },
  );
});

test("a masked number shows the country's code and the last two digits", () => {
  expect(["+4915112345667", "+12015550123", "+447400123456"].map(maskPhone)).toEqual([
    "+49 ••• ••67",
    "+1 ••• ••23",
    "+44 ••• ••56",
  ]);
  expect(maskPhone("not a number")).toBe("•••");
});
