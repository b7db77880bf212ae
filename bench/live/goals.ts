import { inFigures, percent, table } from "../report/table.ts";
import { bytesOfSocket } from "./idle.result.ts";
import type { LiveResults } from "./results.ts";

interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const LEAST_OF_BARE = 0.7;
const MAX_SOCKET_BYTES = 4096;
/** A page may wait for a look into a larger file, but not for a scan of it. */
const FLAT = 2;

/** What live connections are built for, and whether they do it. */
export const describeGoals = (results: LiveResults): string =>
  table(
    [...fanOutGoals(results), ...sendGoals(results), ...idleGoals(results), ...historyGoals(results)],
    [
      { title: "goal", cell: ({ goal }) => goal },
      { title: "measured", cell: ({ measured }) => measured },
      { title: "met", cell: ({ isMet }) => (isMet ? "yes" : "no") },
    ],
  );

const fanOutGoals = ({ fan_out }: LiveResults): readonly Goal[] =>
  (fan_out?.result.rows ?? []).map(({ sockets, hubOfBare, wholeOfBare }) => ({
    goal: `fan-out to ${inFigures(sockets)} at least 70 % of bare publish`,
    measured: `${percent(hubOfBare)}; with sending ${percent(wholeOfBare)}`,
    isMet: hubOfBare >= LEAST_OF_BARE,
  }));

const sendGoals = ({ sends }: LiveResults): readonly Goal[] =>
  (sends?.result.rows ?? []).map(({ senders, ownOfBare, socketOfBare }) => ({
    goal: `durable sends of ${senders} at least 70 % of bare appends`,
    measured: `${percent(ownOfBare)}; over sockets ${percent(socketOfBare)}`,
    isMet: ownOfBare >= LEAST_OF_BARE,
  }));

const idleGoals = ({ idle }: LiveResults): readonly Goal[] =>
  idle
    ? [
        {
          goal: "an idle socket under 4 KB",
          measured: `${inFigures(bytesOfSocket(idle.result))} bytes`,
          isMet: bytesOfSocket(idle.result) < MAX_SOCKET_BYTES,
        },
      ]
    : [];

function historyGoals({ history }: LiveResults): readonly Goal[] {
  const [first, last] = [history?.result.rows[0], history?.result.rows.at(-1)];
  if (!first || !last) return [];
  const ratio = last.anywhere.p50Ms / first.anywhere.p50Ms;
  return [
    {
      goal: "a page of history takes as long in any log",
      measured: `${ratio.toFixed(2)} times as long among ten thousand times as many`,
      isMet: ratio < FLAT,
    },
  ];
}
