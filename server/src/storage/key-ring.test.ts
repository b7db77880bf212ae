import { expect, test } from "bun:test";
import { randomBytes } from "node:crypto";
import { checkValue, deriveKey, formatKeyRing, isCheckOf, parseKeyRing, type KeyPurpose } from "./key-ring.ts";

const key = (): string => randomBytes(32).toString("base64");

test("a ring is read as it is written, the first key being the current one", () => {
  const text = `new:${key()},old-1:${key()}`;
  const ring = parseKeyRing(`${text}\n`, "TACET_MASTER_KEY");
  expect(ring.current.kid).toBe("new");
  expect(ring.all.map(({ kid }) => kid)).toEqual(["new", "old-1"]);
  expect(formatKeyRing(ring)).toBe(text);
});

const same = key();
const refused: Record<string, string> = {
  "an empty text": "",
  "a key without a name": key(),
  "a name without a key": "main:",
  "a key of 31 bytes": `main:${randomBytes(31).toString("base64")}`,
  "a key of 33 bytes": `main:${randomBytes(33).toString("base64")}`,
  "a key in hex": `main:${randomBytes(32).toString("hex")}`,
  "a name with strange characters": `ma in:${key()}`,
  "a very long name": `${"n".repeat(33)}:${key()}`,
  "a trailing comma": `main:${key()},`,
  "the same name twice": `main:${key()},main:${key()}`,
  "the same key twice": `main:${same},other:${same}`,
  "a key of zeros": `main:${Buffer.alloc(32).toString("base64")}`,
  "a key that repeats one word": `main:${Buffer.from("changeme".repeat(4)).toString("base64")}`,
};

for (const [name, text] of Object.entries(refused)) {
  test(`a ring with ${name} is refused in one sentence that shows no key`, () => {
    let message = "";
    try {
      parseKeyRing(text, "TACET_MASTER_KEY");
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatch(/^OperatorError: .*TACET_MASTER_KEY/);
    const [, secret = ""] = text.split(":");
    expect(secret.length > 8 && message.includes(secret)).toBe(false);
  });
}

test("no two purposes share a key, and no two master keys", () => {
  const { all } = parseKeyRing(`a:${key()},b:${key()}`, "a test");
  const purposes: KeyPurpose[] = ["wrap", "check", "challenge", "witness", "guess"];
  const derived = all.flatMap((master) =>
    purposes.map((purpose) => Buffer.from(deriveKey(master, purpose)).toString("hex")),
  );
  expect(new Set(derived).size).toBe(all.length * purposes.length);
});

test("a check value fits its own key alone", () => {
  const { all } = parseKeyRing(`a:${key()},b:${key()}`, "a test");
  const [a, b] = all;
  if (!a || !b) throw new Error("two keys were given");
  expect(isCheckOf(a, checkValue(a))).toBe(true);
  expect(isCheckOf({ ...b, kid: a.kid }, checkValue(a))).toBe(false);
  expect(isCheckOf(a, checkValue(a).subarray(1))).toBe(false);
});
