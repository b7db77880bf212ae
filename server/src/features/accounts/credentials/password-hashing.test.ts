import { expect, test } from "bun:test";
import { distinguishability } from "../../../../test/distinguishability.ts";
import { failureOf } from "../../../../test/failure-of.ts";
import { createPasswordHashing } from "./password-hashing.ts";

/** As little as argon2 takes, so that all that is not hashing weighs the more. */
const little = { memoryKiB: 8, passes: 1 };

const hashingWith = (memoryKiB: number, passes: number) => createPasswordHashing({ parameters: { memoryKiB, passes } });

test("a password is hashed with argon2id at the fixed parameters, under another salt each time", async () => {
  const { hash, verify, needsRehash } = createPasswordHashing();
  const [one, other] = await Promise.all([hash("correct horse"), hash("correct horse")]);
  expect(one).toStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
  expect(one).not.toBe(other);
  expect(await Promise.all([one, other].map((phc) => verify("correct horse", phc)))).toEqual(["right", "right"]);
  expect(await verify("correct hors", one)).toBe("wrong");
  expect(await verify("correct horse", undefined)).toBe("wrong");
  expect(needsRehash(one)).toBe(false);
});

test("a hash of lower parameters still opens, and is to be made anew", async () => {
  const { hash } = hashingWith(64, 2);
  const stored = await hash("correct horse");
  expect(await hashingWith(128, 2).verify("correct horse", stored)).toBe("right");
  const tries = [hashingWith(64, 2), hashingWith(128, 2), hashingWith(64, 3), hashingWith(32, 2), hashingWith(64, 1)];
  expect(tries.map(({ needsRehash }) => needsRehash(stored))).toEqual([false, true, true, false, false]);
});

test("a secret is the same however its accents were typed, and every byte of it counts", async () => {
  const { hash, verify } = createPasswordHashing({ parameters: little });
  expect(await verify("cafe\u0301", await hash("caf\u00e9"))).toBe("right");
  const long = "x".repeat(256);
  const stored = await hash(long);
  expect(await verify(long, stored)).toBe("right");
  expect(await verify(`${long.slice(0, 255)}y`, stored)).toBe("wrong");
  expect(await verify(long.slice(0, 72), stored)).toBe("wrong");
  expect(await verify("a\0b", await hash("a\0c"))).toBe("wrong");
  expect(await verify("한".normalize("NFD").repeat(85), await hash("한".repeat(85)))).toBe("right");
});

test("what is empty, longer than 256 bytes or not Unicode is refused before any work", async () => {
  const { hash, verify } = createPasswordHashing({ maxAtOnce: 0, maxWaiting: 0 });
  for (const secret of ["", "x".repeat(257), "é".repeat(129), "x".repeat(50_000_000), "pass\ud800word", "\udc00"]) {
    expect(await failureOf(hash(secret))).toStartWith("invalid_request");
    expect(await failureOf(verify(secret, undefined))).toStartWith("invalid_request");
  }
});

test("a stored hash of another scheme is an error, which does not show it", async () => {
  const { verify, needsRehash } = createPasswordHashing({ parameters: little });
  const bcrypt = await Bun.password.hash("correct horse", { algorithm: "bcrypt", cost: 4 });
  const argon2d = await Bun.password.hash("correct horse", { algorithm: "argon2d", memoryCost: 8, timeCost: 1 });
  for (const stored of [bcrypt, argon2d, "correct horse", ""]) {
    expect(await failureOf(verify("correct horse", stored))).toBe("Error: a stored hash is not argon2id in PHC form");
    expect(() => needsRehash(stored)).toThrow("not argon2id");
  }
});

test("no more are hashed at once than is said, no more wait, and the rest are told when to come back", async () => {
  const { verify } = createPasswordHashing({ maxAtOnce: 2, maxWaiting: 3, parameters: little });
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => verify("x", undefined)));
  expect(tries.map(({ status }) => status)).toEqual([
    ...Array<"fulfilled">(5).fill("fulfilled"),
    ...Array<"rejected">(3).fill("rejected"),
  ]);
  const refusals = tries.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "unavailable", retryAfterMs: 2_000 });
  expect(await verify("x", undefined)).toBe("wrong");
});

test("thirty-two sign-ins at once leave the event loop free", async () => {
  const { verify } = createPasswordHashing();
  let turns = 0;
  const counting = setInterval(() => void turns++, 1);
  await Promise.all(Array.from({ length: 32 }, () => verify("wrong", undefined)));
  clearInterval(counting);
  // On this thread there would be about one turn a hash, each of which takes tens of milliseconds.
  expect(turns).toBeGreaterThan(128);
});

test("an unknown name takes the time of a known one", async () => {
  const { hash, verify } = createPasswordHashing({ parameters: little });
  const stored = await hash("correct horse");
  const guesses = [() => verify("a wrong guess", stored), () => verify("a wrong guess", undefined)] as const;
  expect(await distinguishability(guesses, "wrong")).toBeLessThan(0.06);
});
