import { expect, test } from "bun:test";
import { createRecoveryKeeping, type GrantedWay } from "./recovery-keeping.ts";
import type { AllAnswers } from "./recovery-questions.ts";

const DAY_MS = 24 * 3_600_000;

/** As a browser has it, as far as it is used. */
function memoryStorage(entries = new Map<string, string>()): Storage {
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    key: (index) => [...entries.keys()][index] ?? null,
    get length() {
      return entries.size;
    },
  };
}

const answers: AllAnswers = { who: "Alice", lost: "password", beside: "nothing", inPlace: ["email"] };
const way: GrantedWay = { ticket: new Uint8Array(32).fill(7), answers, readyAt: 5, until: 10 };

test("what is kept is found again, also by a page that comes later, until a day after it is void", () => {
  const storage = memoryStorage();
  let now = 0;
  const keeping = createRecoveryKeeping(
    () => storage,
    () => now,
  );
  expect(keeping.granted()).toBeUndefined();
  expect(keeping.keepGranted(way)).toBe("kept");
  keeping.keepAnswers(answers, 10);
  now = 10;
  expect(createRecoveryKeeping(() => storage).answers()).toBeUndefined();
  expect(keeping.granted()).toEqual(way);
  now = 10 + DAY_MS;
  expect(keeping.granted()).toEqual(way);
  now += 1;
  expect(keeping.granted()).toBeUndefined();
  expect(storage.length).toBe(0);
});

test("what is not whole is forgotten", () => {
  const storage = memoryStorage();
  for (const text of ["{", "7", '{"answers":{"who":1}}', JSON.stringify({ ...way, ticket: "AQ" })]) {
    storage.setItem("tacet recovery", text);
    storage.setItem("tacet recovery answers", text);
    const keeping = createRecoveryKeeping(() => storage);
    expect([keeping.granted(), keeping.answers()]).toEqual([undefined, undefined]);
    expect(storage.length).toBe(0);
  }
});

test("whoever signs in needs their own way back no longer, and leaves that of somebody else", () => {
  const storage = memoryStorage();
  const keeping = createRecoveryKeeping(
    () => storage,
    () => 0,
  );
  keeping.keepGranted(way);
  keeping.forgetOf({ username: "bob", email: "bob@mail.example" });
  expect(keeping.granted()).toEqual(way);
  keeping.forgetOf({ username: "alice" });
  expect(keeping.granted()).toBeUndefined();
  keeping.keepGranted({ ...way, answers: { ...answers, who: "BOB@mail.example" } });
  keeping.forgetOf({ username: "bob", email: "bob@Mail.example" });
  expect(keeping.granted()).toBeUndefined();
});

test("where storage is forbidden, nothing is kept and nothing fails", () => {
  const keeping = createRecoveryKeeping(() => {
    throw new DOMException("denied", "SecurityError");
  });
  expect(keeping.keepGranted(way)).toBe("not_kept");
  keeping.keepAnswers(answers, 10);
  keeping.forget("granted");
  expect([keeping.granted(), keeping.answers()]).toEqual([undefined, undefined]);
});
