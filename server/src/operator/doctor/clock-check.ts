import { SILENCE_MS } from "../../storage/heartbeat.ts";
import { fail, ok, warn, type Finding } from "./finding.ts";

/** All in ms since 1970. */
export interface ClockFacts {
  readonly machine: number;
  /** The clock that leads: the database's on PostgreSQL, otherwise the machine's own. */
  readonly leading: number;
  readonly lastBeat: number;
  /** The last credible time, while a server suspects its clock (RULES.md N14). */
  readonly suspectSince: number | undefined;
}

/** Beyond this people notice; beyond the other, notes are refused (`clock_skew`) and challenges are too old. */
const NOTICEABLE_MS = 5_000;
const HARMFUL_MS = 60_000;

export function checkClock({ machine, leading, lastBeat, suspectSince }: ClockFacts): readonly Finding[] {
  if (suspectSince !== undefined)
    return [fail(`${jumped(suspectSince)} Set the clock right, or say that it is: tacet clock accept`)];
  if (leading < lastBeat - NOTICEABLE_MS) {
    return [
      fail(
        `The clock is ${inWords(lastBeat - leading)} behind what it showed before: set it right, with a time service.`,
      ),
    ];
  }
  return [judgeDifference("This machine's clock and the database's", Math.abs(machine - leading))];
}

const jumped = (since: number): string =>
  `A server saw the clock jump by more than a day after ${new Date(since).toISOString()}, and destroys nothing by time until this is settled.`;

/** `heard`: what the server at the public URL said, between `asked` and `answered` on the leading clock. */
export interface PublicClockFacts {
  readonly asked: number;
  readonly heard: number;
  readonly answered: number;
}

export const checkPublicClock = ({ asked, heard, answered }: PublicClockFacts): Finding =>
  judgeDifference(
    "The clock here and the one of the server at the public URL",
    Math.max(0, asked - heard, heard - answered),
  );

/** No server can tell of itself that it does not run. */
export function checkBeat({ leading, lastBeat }: Pick<ClockFacts, "leading" | "lastBeat">): Finding {
  if (leading - lastBeat <= SILENCE_MS) return ok("A server runs on this database.");
  const since = lastBeat === 0 ? "ever" : `since ${new Date(lastBeat).toISOString()}`;
  return fail(`No server ran on this database ${since}: start it, or give this command the server's settings.`);
}

function judgeDifference(what: string, ms: number): Finding {
  if (ms <= NOTICEABLE_MS) return ok(`${what} agree.`);
  const says = `${what} differ by ${inWords(ms)}: run a time service on both machines.`;
  return ms <= HARMFUL_MS ? warn(says) : fail(says);
}

const inWords = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} minutes`;
