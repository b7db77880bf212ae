import { encodePuzzleFields, MAX_PUZZLE_DIFFICULTY, readPuzzleFields, SOLUTION_BYTES } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { difficultyAfter, MESSAGES_OF_HARDEST } from "./puzzle-difficulty.ts";
import { createPuzzles } from "./puzzles.ts";

const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const solution = new Uint8Array(SOLUTION_BYTES);

test("puzzles grow with the messages of the last hour, from ten on and up to four times", () => {
  expect([0, 10, 15, 20, 40].map((messages) => difficultyAfter(messages) / difficultyAfter(0))).toEqual([
    1, 1, 1.5, 2, 4,
  ]);
  expect(difficultyAfter(1_000_000)).toBe(difficultyAfter(MESSAGES_OF_HARDEST));
  expect(difficultyAfter(1_000_000)).toBeLessThanOrEqual(MAX_PUZZLE_DIFFICULTY);
});

test("a puzzle says what it is, until when, and how hard", () => {
  const puzzle = createPuzzles({ keys: () => [key(1)], now: () => 5_000_000_000_000 }).make(12_345);
  const fields = readPuzzleFields(puzzle);
  expect(fields).toMatchObject({ expiresAt: 5_000_000_600_000, difficulty: 12_345 });
  expect(encodePuzzleFields(fields)).toEqual(puzzle.subarray(0, 28));
});

test("puzzles go on being good while the master key is rotated, and end with the key that made them", () => {
  let ring = [key(1)];
  const puzzles = createPuzzles({ keys: () => ring, now: () => 0 });
  const puzzle = puzzles.make(1);
  const verify = () => puzzles.verify({ puzzle, solution });
  ring = [key(2), key(1)];
  expect(verify()).toMatchObject({ random: readPuzzleFields(puzzle).random });
  ring = [key(2)];
  expect(verify).toThrow("puzzle_expired");
});
