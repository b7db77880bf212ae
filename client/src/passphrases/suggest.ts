import { dictionary } from "@zxcvbn-ts/language-common";

/** 77 bits: beyond what can be tried at argon2id's price, even by somebody who has the link and the database. */
export const SUGGESTED_WORDS = 6;

/** The long list of the Electronic Frontier Foundation: 7,776 words that are easy to tell over a telephone. */
const words: readonly (string | number)[] = dictionary["diceware-common"];

/** Six words, each drawn evenly. `drawUint32` answers an even 32-bit number. */
export function suggestPassphrase(drawUint32: () => number = drawSecurely): string {
  return Array.from({ length: SUGGESTED_WORDS }, () => words[drawBelow(words.length, drawUint32)]).join(" ");
}

/** A remainder alone would prefer the first words: what lies beyond the last whole multiple is drawn again. */
function drawBelow(limit: number, drawUint32: () => number): number {
  const even = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const drawn = drawUint32();
    if (drawn < even) return drawn % limit;
  }
}

const drawSecurely = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? drawSecurely();
