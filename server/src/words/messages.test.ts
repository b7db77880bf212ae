import { expect, test } from "bun:test";
import { languages, type LanguageTag } from "./languages.ts";
import type { MailNeeds, TextNeeds, Values } from "./messages.ts";
import { sayMail, sayText } from "./say.ts";

const values: Values = {
  name: "notes.example",
  link: "https://notes.example/recover#Zm9v-_Zm9v",
  code: "918273",
  device: "Firefox on Linux",
  at: Date.UTC(2026, 10, 21, 13, 5),
  minutes: 30,
  credential: ["phrase"],
  answer: "It is mended.\nThank you.",
};

const mailNeeds = {
  confirmAddress: ["name", "link", "minutes"],
  addressTaken: ["name"],
  recoveryLink: ["name", "link", "minutes"],
  recoveryAsked: ["name", "at"],
  recoveryCancelled: ["name", "at"],
  recovered: ["name", "at"],
  newSignIn: ["name", "device", "at"],
  credentialChanged: ["name", "credential", "at"],
  sessionEnded: ["name", "device", "at"],
  accountDisabled: ["name", "at"],
  accountDeleted: ["name", "at"],
  invite: ["name", "link", "minutes"],
  contactAnswered: ["name", "answer", "link"],
} as const satisfies { readonly [Message in keyof MailNeeds]: readonly MailNeeds[Message][] };
const textNeeds = {
  signInCode: ["name", "code", "minutes"],
  numberTaken: ["name"],
  newSignIn: ["name"],
  credentialsChanged: ["name"],
  sessionEnded: ["name"],
  recoveryAsked: ["name", "at"],
  recoveryCancelled: ["name"],
  recovered: ["name"],
} as const satisfies {
  readonly [Message in keyof TextNeeds]: readonly TextNeeds[Message][];
};

/** How each value looks in each language. */
const shown: Readonly<Record<LanguageTag, Readonly<Record<keyof Values, string>>>> = {
  en: { ...values, at: "November 21, 2026 at 1:05 PM UTC", minutes: "30 minutes", credential: "the secret phrase" },
  de: { ...values, at: "21. November 2026 um 13:05 UTC", minutes: "30 Minuten", credential: "der geheime Satz" },
  es: {
    ...values,
    at: "21 de noviembre de 2026 a las 13:05 UTC",
    minutes: "30 minutos",
    credential: "la frase secreta",
  },
  ar: { ...values, at: "21 نوفمبر 2026 في 1:05 م UTC", minutes: "30 دقيقة", credential: "العبارة السرية" },
};

const keysOf = <T extends object>(object: T): readonly (keyof T)[] =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tables above have no other keys
  Object.keys(object) as (keyof T)[];
const tags = keysOf(languages);

interface Sample {
  readonly what: string;
  readonly tag: LanguageTag;
  readonly subject: string;
  readonly text: string;
  readonly needs: readonly (keyof Values)[];
}

const samples: readonly Sample[] = tags.flatMap((tag) => [
  ...keysOf(mailNeeds).map((message) => ({
    what: `mail ${message} in ${tag}`,
    tag,
    ...sayMail(tag, message, values),
    needs: mailNeeds[message],
  })),
  ...keysOf(textNeeds).map((message) => ({
    what: `text ${message} in ${tag}`,
    tag,
    subject: "",
    text: sayText(tag, message, values),
    needs: textNeeds[message],
  })),
]);

const isolates = /[\u2066-\u2069]/g;
const count = (text: string, part: string): number => text.split(part).length - 1;

test.each(samples.map((sample) => [sample.what, sample] as const))(
  "%s says what it must and nothing else",
  (_, { tag, subject, text, needs }) => {
    const plain = `${subject}\n${text}`.replaceAll(isolates, "");
    let rest = plain;
    for (const key of keysOf(values)) {
      const isThere = plain.includes(shown[tag][key]);
      // The name is a part of the link.
      expect([key, isThere]).toEqual([key, needs.includes(key)]);
    }
    // The link first: the name is a part of it.
    for (const key of ["link", ...needs] as const) rest = rest.replaceAll(shown[tag][key], "");
    expect(rest).not.toMatch(/[\d\u0660-\u0669@#<>{}$\\]|:\/\/|www|\bundefined\b|\bnull\b|NaN|object|Invalid/);
    expect(count(text, values.link)).toBe(needs.includes("link") ? 1 : 0);
    expect(count(text, values.code)).toBe(needs.includes("code") ? 1 : 0);
  },
);

test.each(samples.map((sample) => [sample.what, sample] as const))(
  "%s is well formed",
  (_, { tag, what, subject, text }) => {
    expect([text.trim() !== "", /[^\P{C}\n\u2066-\u2069]/u.test(text), / {2}| \n/.test(text)]).toEqual([
      true,
      false,
      false,
    ]);
    if (what.startsWith("mail")) {
      expect(subject.length).toBeGreaterThan(10);
      expect(subject.length).toBeLessThan(100);
      expect(subject).not.toMatch(/[\n\r\d]|https|Firefox/);
      expect(text).toContain(languages[tag].words.closing({ name: "" }).slice(0, 12));
    }
    for (const line of [subject, ...text.split("\n")]) {
      expect(new TextEncoder().encode(line).length).toBeLessThan(998);
      expect(count(line, "\u2066") + count(line, "\u2068")).toBe(count(line, "\u2069"));
    }
  },
);

test("every language has words of its own", () => {
  for (const { what, tag, subject, text } of samples) {
    const same = samples.filter((other) => other.text === text || (subject !== "" && other.subject === subject));
    expect([what, same.map((other) => other.what)]).toEqual([what, [what]]);
    expect([what, /\p{Script=Arabic}/u.test(text)]).toEqual([what, tag === "ar"]);
  }
  for (const tag of tags) expect(new Set(Object.values(languages[tag].words.credentials)).size).toBe(5);
});

test("the server speaks the languages of the pages", async () => {
  const files = await Array.fromAsync(new Bun.Glob("web/src/languages/*/frame.json").scan());
  expect(files.map((file) => file.split("/").at(-2) ?? "").toSorted()).toEqual([...tags].toSorted());
});
