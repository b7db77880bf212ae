const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** A line that stood for so long was no failure. */
export const STABLE_MS = 60_000;

/** How long to wait before the next try: anything up to a bound that doubles, so that thousands do not come back together. */
export const pauseBeforeTry = (failures: number, random: number): number =>
  Math.round(random * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1)));
