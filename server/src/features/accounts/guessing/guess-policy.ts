/**
 * What wrong tries are counted by:
 *
 * - `account and source`: one account, from one address.
 * - `account`: one account, from all strangers together. Its delay stays short, or strangers could lock somebody out for as long as they like.
 * - `source`: one address, over all accounts.
 * - `device`: one account, from a browser that was signed in to it before. It is counted by this alone, so that its owner gets in while
 *   strangers guess.
 */
export const guessScopes = ["account and source", "account", "source", "device"] as const;
export type GuessScope = (typeof guessScopes)[number];

interface Rule {
  /** So many wrong tries cost nothing: people mistype. */
  readonly free: number;
  readonly longestMs: number;
}

const FIRST_MS = 1_000;
const MINUTE_MS = 60_000;

const rules: Readonly<Record<GuessScope, Rule>> = {
  "account and source": { free: 3, longestMs: 15 * MINUTE_MS },
  account: { free: 10, longestMs: MINUTE_MS },
  source: { free: 20, longestMs: 15 * MINUTE_MS },
  device: { free: 5, longestMs: 15 * MINUTE_MS },
};

/** Wrong tries are forgotten so long after the first of them, and counting begins anew. */
export const FORGET_GUESSES_MS = 24 * 3600 * 1000;

/** How long nothing more is taken after the so-maniest wrong try: a second at first, and twice as long each time. */
export function delayMs(scope: GuessScope, failures: number): number {
  const { free, longestMs } = rules[scope];
  return failures <= free ? 0 : Math.min(FIRST_MS * 2 ** (failures - free - 1), longestMs);
}
