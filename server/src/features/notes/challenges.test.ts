import { expect, test } from "bun:test";
import { CHALLENGE_LIFETIME_MS, ProtocolError } from "@tacet/protocol";
import { createChallenges } from "./challenges.ts";

const key = (fill: number) => new Uint8Array(32).fill(fill);

function setUp(...keys: readonly Uint8Array[]) {
  const clock = { now: 1_795_000_000_000 };
  return { clock, challenges: createChallenges({ keys: () => keys, now: () => clock.now }) };
}

test("a challenge is good for a minute, in every process that shares the key", () => {
  const { clock, challenges } = setUp(key(1));
  const other = createChallenges({ keys: () => [key(2), key(1)], now: () => clock.now });
  const challenge = challenges.make();
  expect(other.verify(challenge)).toEqual(challenge.slice(8, 24));
  clock.now += CHALLENGE_LIFETIME_MS - 1;
  expect(other.verify(challenge)).toHaveLength(16);
  clock.now += 1;
  expect(() => other.verify(challenge)).toThrow(new ProtocolError("challenge_expired"));
});

test("no byte of a challenge can be changed, its expiry among them", () => {
  const { challenges } = setUp(key(1));
  const challenge = challenges.make();
  for (let index = 0; index < challenge.length; index++) {
    const changed = Uint8Array.from(challenge);
    changed[index] = (changed[index] ?? 0) ^ 0x80;
    expect(() => challenges.verify(changed)).toThrow(ProtocolError);
  }
});

test("a challenge of another key ring is refused", () => {
  expect(() => setUp(key(1)).challenges.verify(setUp(key(3)).challenges.make())).toThrow(ProtocolError);
});
