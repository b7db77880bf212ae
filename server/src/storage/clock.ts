/** Time that never runs backwards and does not believe every jump (RULES.md N14). All values are milliseconds. */

const DAY_MS = 24 * 3600 * 1000;

export interface Clock {
  /** Since 1970, whole; never smaller than a value given before. */
  now(): number;
  /** The clock jumped forward by more than a day: `now()` keeps the old reckoning, and nothing may be destroyed meanwhile. */
  readonly isSuspect: boolean;
  /** Readings beyond this are not believed. */
  latestCredible(): number;
  /** At start: time goes on from here even when the clock shows less. */
  startFrom(floor: number): void;
  /**
   * At start instead, when the clock was found suspect before: time goes on from the last beat, and what the clock shows is a jump
   * when it is more than a day beyond that. The one moment at which `now()` may fall: what it said before is not believed.
   */
  startInDoubt(lastBeat: number): void;
  /** A reading of the clock that leads this one, where that is not the process's own: the database's. */
  follow(reading: number): void;
  /** The operator says that clocks may show up to this time, and a day more. */
  accept(upTo: number): void;
}

export interface ClockSources {
  /** Since 1970. Without it the clock stands still until `follow` gives a reading. */
  readonly wall?: () => number;
  /** Since any moment; never set back. */
  readonly monotonic: () => number;
}

export const systemClockSources = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
} as const satisfies ClockSources;

export function createClock({ wall, monotonic }: ClockSources): Clock {
  let reached: number | undefined;
  let shown: number | undefined;
  let measured = monotonic();
  let acceptedUpTo = 0;
  let isSuspect = false;

  function advance(): void {
    const before = measured;
    measured = monotonic();
    if (reached !== undefined) reached += Math.max(0, measured - before);
  }

  const credible = (): number => Math.max(reached ?? 0, acceptedUpTo) + DAY_MS;

  function observe(reading: number): void {
    advance();
    shown = reading;
    isSuspect = reached !== undefined && reading > credible();
    if (!isSuspect) reached = Math.max(reached ?? 0, reading);
  }

  function now(): number {
    if (wall) observe(wall());
    else advance();
    if (reached === undefined) throw new Error("this clock follows another one, which has not been read yet");
    return Math.floor(reached);
  }

  // The first reading has nothing to be compared with: what the machine shows at start is believed, unless it starts in doubt.
  if (wall) observe(wall());

  return {
    now,
    get isSuspect() {
      if (wall) observe(wall());
      return isSuspect;
    },
    latestCredible: () => {
      advance();
      return Math.floor(credible());
    },
    startFrom: (floor) => {
      advance();
      reached = Math.max(reached ?? 0, floor);
    },
    startInDoubt: (lastBeat) => {
      reached = lastBeat;
      measured = monotonic();
      if (shown !== undefined) observe(shown);
    },
    follow: observe,
    accept: (upTo) => {
      acceptedUpTo = Math.max(acceptedUpTo, upTo);
    },
  };
}
