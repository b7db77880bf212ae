import { expect, test } from "bun:test";
import { failureOf } from "../../../../test/failure-of.ts";
import { judgePassword, judgePhrase } from "./password-strength.ts";

const alice = ["alice.liddell", "Alice Pleasance Liddell", "wonderland.example"];

async function judged(
  judge: (secret: string) => Promise<string>,
  secrets: readonly string[],
): Promise<readonly string[]> {
  return Promise.all(secrets.map(async (secret) => `${await judge(secret)}: ${secret}`));
}

test("passwords that everybody tries first, and those made of what is known of the person, are weak", async () => {
  const weak = [
    ..."password password1 Password1! P@ssw0rd 12345678 qwertyuiop letmein99 iloveyou2 zaq12wsx sunshine7".split(" "),
    ..."aaaaaaaaaaaa abcdefgh 20011991 football2023 correct alice.liddell Liddell1 pleasance1 wonderland1".split(" "),
    "Alice Pleasance Liddell",
    "xk3j9qp",
    "äöüßé",
  ];
  expect(await judged((secret) => judgePassword(secret, alice), weak)).toEqual(weak.map((secret) => `weak: ${secret}`));
});

test("other passwords of eight characters are good, with no rule about which characters", async () => {
  const good = [
    "xk3j9qpz",
    "kitchentable",
    "gjrkwoqpdmv",
    "Tr0ub4dour&3",
    "голубойслон",
    "四方八方に散らばる",
    "a b c d x y 7 2",
  ];
  expect(await judged((secret) => judgePassword(secret, alice), good)).toEqual(good.map((secret) => `good: ${secret}`));
});

test("a phrase is four words, or sixteen characters, that nobody guesses", async () => {
  const good = ["correct horse battery staple", "unluckily portal smite rebel", "xk3j9qpz-bb17-mwq"];
  const weak = [
    "password password password password",
    "alice liddell alice liddell",
    "xk3j9qpzbb17mwq",
    "a b c d",
    "kitchen kitchen  kitchen\tkitchen",
    "   ",
    "aaaaaaaaaaaaaaaaaaaa",
  ];
  expect(await judged((secret) => judgePhrase(secret, alice), good)).toEqual(good.map((secret) => `good: ${secret}`));
  expect(await judged((secret) => judgePhrase(secret, alice), weak)).toEqual(weak.map((secret) => `weak: ${secret}`));
});

test("what cannot be hashed is not judged", async () => {
  for (const secret of ["", "x".repeat(257), "pass\ud800word"]) {
    expect(await failureOf(judgePassword(secret, []))).toStartWith("invalid_request");
    expect(await failureOf(judgePhrase(secret))).toStartWith("invalid_request");
  }
});

test("only the beginning of a long password is looked at, so that judging takes bounded time", async () => {
  const slow = "lo19901990p@$abcabc0p@$$w0rd$$w0rdp@$%2zd11990p@$$w0rdp@$$w0r";
  await judgePassword("to have it loaded", []);
  const startedAt = performance.now();
  await judgePassword(slow.repeat(4), alice);
  expect(performance.now() - startedAt).toBeLessThan(500);
  expect(await judgePassword(`${"a".repeat(64)}xk3j9qpzbb17mwq`, [])).toBe("weak");
});

test("what is known of a person may be long", async () => {
  expect(await judgePassword("kitchentable", ["x ".repeat(100_000), "y".repeat(1_000_000)])).toBe("good");
});
