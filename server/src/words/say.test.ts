import { expect, test } from "bun:test";
import type { LanguageTag } from "./languages.ts";
import { codeForHost, sayMail, sayText } from "./say.ts";

const values = {
  name: "notes.example",
  link: "https://notes.example/recover#Zm9v-_Zm9v",
  code: "918273",
  device: "Firefox on Linux",
  at: Date.UTC(2026, 10, 21, 13, 5),
  minutes: 30,
};

test("a link stands alone on its line; from right to left in isolates, which a space keeps out of it", () => {
  for (const tag of ["en", "de", "es", "ar"] as const) {
    const lines = sayMail(tag, "recoveryLink", values).text.split("\n");
    expect(lines).toContain(tag === "ar" ? `\u2066 ${values.link} \u2069` : values.link);
  }
});

test("from right to left, codes, names and times stand in isolates", () => {
  expect(sayText("ar", "signInCode", values)).toStartWith("\u2066918273\u2069 ");
  const { subject, text } = sayMail("ar", "recoveryAsked", values);
  expect(subject).toContain("\u2066notes.example\u2069");
  expect(text).toContain("\u206821 نوفمبر 2026 في 1:05 م UTC\u2069");
});

test("the last line of a code's text is what phones look for, and nothing else", () => {
  const text = sayText("ar", "signInCode", values) + codeForHost("notes.example", values.code);
  expect(text.split("\n").at(-1)).toBe("@notes.example #918273");
});

/** GSM 03.38: the letters of which 160 go into one text message. */
const gsm = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;

test("English texts fit into one message, with a name of 20 characters and the line for phones", () => {
  const name = "notes-of.example.org";
  const said = { ...values, name, minutes: 5 };
  const code = sayText("en", "signInCode", said) + codeForHost(name, values.code);
  const notices = (
    [
      "numberTaken",
      "newSignIn",
      "credentialsChanged",
      "sessionEnded",
      "recoveryAsked",
      "recoveryCancelled",
      "recovered",
    ] as const
  ).map((message) => sayText("en", message, { ...said, at: Date.UTC(2026, 8, 30, 12, 59) }));
  for (const text of [code, ...notices]) {
    expect(text).toMatch(gsm);
    expect(text.length).toBeLessThanOrEqual(160);
  }
  expect(code).toStartWith(
    `918273 is your code for ${name}. It is valid for 5 minutes. Nobody from ${name} will ask you for it.`,
  );
});

const minutes = (tag: LanguageTag, count: number) => sayText(tag, "signInCode", { ...values, minutes: count });

test("numbers are said as the language counts", () => {
  expect([minutes("en", 1), minutes("de", 1), minutes("es", 1)].join()).toMatch(/1 minute\b.*1 Minute\b.*1 minuto\b/);
  expect([1, 2, 5, 30].map((each) => /دقيقة|دقيقتان|دقائق/.exec(minutes("ar", each))?.[0])).toEqual([
    "دقيقة",
    "دقيقتان",
    "دقائق",
    "دقيقة",
  ]);
});

const hostile: readonly (readonly [string, string, string])[] = [
  ["lines", "Firefox\r\n\r\nSign in: \u2028now", "Firefox Sign in now"],
  ["a link", "https://evil.example/x", "https evil example x"],
  [
    "a host",
    "Go to evil.example or evil。example or ｅvil．example",
    "Go to evil example or evil example or evil example",
  ],
  ["a version", "Firefox 140.0 on Linux", "Firefox 140.0 on Linux"],
  ["turned letters", "\u202ekcatta\u2069\u2069 x", "kcatta x"],
  ["half a letter", "a\ud83d b", "a b"],
  ["nothing", " \u200b\u0000 ", "a device without a name"],
  ["a novel", "ab".repeat(5000), "ab".repeat(30)],
];

test.each(hostile)("a device that calls itself %s stays a name in a sentence", (_, device, name) => {
  const { subject, text } = sayMail("en", "newSignIn", { ...values, device });
  expect(text).toContain(`UTC: \u2068${name}\u2069.\n`);
  expect(subject).toBe("New sign-in at notes.example");
});
