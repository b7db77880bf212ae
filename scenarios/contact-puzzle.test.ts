import { encodeSolution, PUZZLE_PARTS, type Bytes } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { findNonces, solvePuzzle } from "../client/src/contact/solve-puzzle.ts";
import { difficultyAfter, MESSAGES_OF_HARDEST } from "../server/src/features/contact/puzzle-difficulty.ts";
import { createPuzzles } from "../server/src/features/contact/puzzles.ts";
import { failureOf } from "../server/test/failure-of.ts";

const puzzles = createPuzzles({ keys: () => [new Uint8Array(32).fill(1)], now: () => 0 });
const verify = (puzzle: Bytes, solution: Bytes): Bytes => puzzles.verify({ puzzle, solution }).random;

test("what the client has solved, the server finds solved; one part less, and it does not", () => {
  const puzzle = puzzles.make(500);
  const nonces = [...findNonces(puzzle)];
  expect(verify(puzzle, encodeSolution(nonces))).toHaveLength(16);
  for (const [part, nonce] of nonces.entries()) {
    // The client takes the first that fits, so that those before it do not. There is none before 0.
    if (nonce === 0) continue;
    expect(() => verify(puzzle, encodeSolution(nonces.with(part, nonce - 1)))).toThrow("puzzle_unsolved");
  }
});

test("a usual puzzle is solved, and tells how far it is", async () => {
  const puzzle = puzzles.make(difficultyAfter(0));
  const told: number[] = [];
  expect(verify(puzzle, await solvePuzzle(puzzle, (done) => told.push(done)))).toHaveLength(16);
  expect(told).toEqual(Array.from({ length: PUZZLE_PARTS }, (_, part) => (part + 1) / PUZZLE_PARTS));
});

test("guesses of many puzzles are near their difficulty on average", () => {
  const difficulty = 200;
  const nonces = Array.from({ length: 40 }, () => [...findNonces(puzzles.make(difficulty))]).flat();
  const mean = nonces.reduce((sum, nonce) => sum + nonce + 1, 0) / nonces.length;
  // Of 640 geometric draws the mean strays by 4 %; five times that is one run in a million.
  expect(Math.abs(mean / difficulty - 1)).toBeLessThan(0.2);
});

test("a client works on no puzzle that is harder than any honest server's", async () => {
  expect(difficultyAfter(MESSAGES_OF_HARDEST)).toBeLessThan(2 ** 20);
  expect(await failureOf(solvePuzzle(puzzles.make(2 ** 20 + 1), () => {}))).toContain("not as the contract says");
});
