import { sha256 } from "@noble/hashes/sha2.js";
import {
  createPuzzleGuess,
  encodeSolution,
  MAX_PUZZLE_DIFFICULTY,
  PUZZLE_PARTS,
  readPuzzleFields,
  solvesPart,
  type Bytes,
} from "@tacet/protocol";
import { ClientError } from "../client-error.ts";

/** Works on a puzzle, and tells how much of it is done, from 0 to 1. An argument everywhere, because a page must do it in a worker. */
export type SolvePuzzle = (puzzle: Bytes, onProgress: (done: number) => void) => Promise<Bytes>;

/** The nonce of each part, found one after another. In plain JavaScript, since WebCrypto takes longer to call than to hash. */
export function* findNonces(puzzle: Bytes): Generator<number, void> {
  const { difficulty } = readPuzzleFields(puzzle);
  if (difficulty > MAX_PUZZLE_DIFFICULTY) throw new ClientError("unexpected_reply");
  for (let part = 0; part < PUZZLE_PARTS; part++) {
    const guess = createPuzzleGuess(puzzle, part);
    let nonce = 0;
    while (!solvesPart(sha256(guess.at(nonce)), difficulty)) nonce++;
    yield nonce;
  }
}

/** Here and now, in the turns that other work leaves: for programs. */
export const solvePuzzle: SolvePuzzle = async (puzzle, onProgress) => {
  const nonces: number[] = [];
  for (const nonce of findNonces(puzzle)) {
    nonces.push(nonce);
    onProgress(nonces.length / PUZZLE_PARTS);
    await new Promise((resume) => setTimeout(resume, 0));
  }
  return encodeSolution(nonces);
};
