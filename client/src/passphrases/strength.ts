import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/** 0: among the first guesses of anybody; 4: out of reach. */
export type Strength = 0 | 1 | 2 | 3 | 4;

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/**
 * How long a passphrase stands against somebody who guesses (zxcvbn: Wheeler, USENIX Security 2016). A hint and no promise. Looks at the
 * first 256 characters, so that its own work is bounded. What is made of `known`, which others know of its person, is weak.
 */
export const estimateStrength = (passphrase: string, known: readonly string[] = []): Strength =>
  zxcvbn.check(passphrase, [...known]).score;
