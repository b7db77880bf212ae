import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import {
  concatBytes,
  createPuzzleGuess,
  encodePuzzleFields,
  macOfPuzzle,
  ProtocolError,
  PUZZLE_LIFETIME_MS,
  PUZZLE_MAC_BYTES,
  PUZZLE_RANDOM_BYTES,
  readPuzzleFields,
  readSolution,
  signedPartOfPuzzle,
  solvesPart,
  type Bytes,
  type PuzzleFields,
} from "@tacet/protocol";

export interface PuzzleDeps {
  /** The puzzle keys of the master key ring, the current one first: every process that shares the ring can check. */
  readonly keys: () => readonly Uint8Array[];
  readonly now: () => number;
}

/** What somebody brings with a message. */
export interface SolvedPuzzle {
  readonly puzzle: Bytes;
  readonly solution: Bytes;
}

/** Work to be done before a message, that costs the server no memory. That it is done for one message alone is the store's to keep. */
export interface Puzzles {
  make(difficulty: number): Bytes;
  /** Throws `puzzle_expired` for one that no process of this server made, and `puzzle_unsolved`. Whether it is too old is the caller's to judge. */
  verify(solved: SolvedPuzzle): Pick<PuzzleFields, "random" | "expiresAt">;
}

export function createPuzzles({ keys, now }: PuzzleDeps): Puzzles {
  return {
    make: (difficulty) => {
      const [current] = keys();
      if (!current) throw new Error("the master key ring is empty");
      const random = crypto.getRandomValues(new Uint8Array(PUZZLE_RANDOM_BYTES));
      const signed = encodePuzzleFields({ expiresAt: now() + PUZZLE_LIFETIME_MS, difficulty, random });
      return concatBytes(signed, macOf(current, signed));
    },
    verify: ({ puzzle, solution }) => {
      const mac = macOfPuzzle(puzzle);
      const isOurs = keys().some((key) => timingSafeEqual(macOf(key, signedPartOfPuzzle(puzzle)), mac));
      const { expiresAt, difficulty, random } = readPuzzleFields(puzzle);
      if (!isOurs) throw new ProtocolError("puzzle_expired");
      const isSolved = readSolution(solution).every((nonce, part) =>
        solvesPart(sha256(createPuzzleGuess(puzzle, part).at(nonce)), difficulty),
      );
      if (!isSolved) throw new ProtocolError("puzzle_unsolved");
      return { random, expiresAt };
    },
  };
}

const macOf = (key: Uint8Array, signed: Uint8Array): Uint8Array =>
  createHmac("sha256", key).update(signed).digest().subarray(0, PUZZLE_MAC_BYTES);

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
