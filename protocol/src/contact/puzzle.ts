import { concatBytes, type Bytes } from "../bytes.ts";

/**
 * Work that somebody does before a message is taken (docs/decisions/0016). A puzzle is expires u64 ‖ difficulty u32 ‖ random 16 ‖ MAC 16;
 * for each of its parts the client looks for a nonce, so that SHA-256(puzzle ‖ part u8 ‖ nonce u32) begins with a small enough number.
 * Sixteen small searches take as long as one large one, more evenly: the luck of a person varies by a quarter, not by all of it.
 */

const SIGNED_PUZZLE_BYTES = 28;
export const PUZZLE_MAC_BYTES = 16;
export const PUZZLE_BYTES = SIGNED_PUZZLE_BYTES + PUZZLE_MAC_BYTES;
export const PUZZLE_RANDOM_BYTES = 16;
export const PUZZLE_PARTS = 16;
const NONCE_BYTES = 4;
export const SOLUTION_BYTES = PUZZLE_PARTS * NONCE_BYTES;

export interface PuzzleFields {
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  /** Guesses that a part takes on average. */
  readonly difficulty: number;
  readonly random: Bytes;
}

/** What the MAC is over. */
export function encodePuzzleFields({ expiresAt, difficulty, random }: PuzzleFields): Bytes {
  const numbers = new DataView(new ArrayBuffer(SIGNED_PUZZLE_BYTES - PUZZLE_RANDOM_BYTES));
  numbers.setBigUint64(0, BigInt(expiresAt));
  numbers.setUint32(8, difficulty);
  return concatBytes(new Uint8Array(numbers.buffer), random);
}

export const signedPartOfPuzzle = (puzzle: Bytes): Bytes => puzzle.subarray(0, SIGNED_PUZZLE_BYTES);
export const macOfPuzzle = (puzzle: Bytes): Bytes => puzzle.subarray(SIGNED_PUZZLE_BYTES);

/** Whatever the bytes are: whether they are a puzzle of this server, the MAC tells. */
export function readPuzzleFields(puzzle: Bytes): PuzzleFields {
  const numbers = viewOf(puzzle);
  return {
    expiresAt: Number(numbers.getBigUint64(0)),
    difficulty: numbers.getUint32(8),
    random: puzzle.slice(SIGNED_PUZZLE_BYTES - PUZZLE_RANDOM_BYTES, SIGNED_PUZZLE_BYTES),
  };
}

/** The bytes to hash for one part. `at` writes a nonce into them, in place: millions of them are tried. */
export function createPuzzleGuess(puzzle: Bytes, part: number): { readonly at: (nonce: number) => Bytes } {
  const guess = concatBytes(puzzle, Uint8Array.of(part), new Uint8Array(NONCE_BYTES));
  const view = viewOf(guess);
  return {
    at: (nonce) => {
      view.setUint32(PUZZLE_BYTES + 1, nonce);
      return guess;
    },
  };
}

export const solvesPart = (hash: Uint8Array, difficulty: number): boolean =>
  viewOf(hash).getUint32(0) * difficulty < 2 ** 32;

export function encodeSolution(nonces: readonly number[]): Bytes {
  const solution = new Uint8Array(SOLUTION_BYTES);
  nonces.forEach((nonce, part) => viewOf(solution).setUint32(part * NONCE_BYTES, nonce));
  return solution;
}

export const readSolution = (solution: Bytes): readonly number[] =>
  Array.from({ length: PUZZLE_PARTS }, (_, part) => viewOf(solution).getUint32(part * NONCE_BYTES));

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);
