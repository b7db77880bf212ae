import type { CallsResult } from "./calls.result.ts";
import { databaseNames, databaseTitles } from "../world/database-name.ts";
import { halvesOf } from "./memory.result.ts";
import type { NotesResults } from "./results.ts";
import { percent, table } from "../report/table.ts";

interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const LEAST_OF_BARE = 0.6;
const START_MS = 300;
/** Resident memory of the same process varies by about as much from one look to the next. */
const STEADY = 1.1;
/** A claim may wait for a page of a larger file, but not for a scan of it. */
const FLAT = 2;

/** The goals that these measurements can be held against, and whether they are met. */
export const describeGoals = (results: NotesResults): string =>
  table(goalsOf(results), [
    { title: "goal", cell: ({ goal }) => goal },
    { title: "measured", cell: ({ measured }) => measured },
    { title: "met", cell: ({ isMet }) => (isMet ? "yes" : "no") },
  ]);

const goalsOf = (results: NotesResults): readonly Goal[] => [
  ...callGoals(results.calls?.result),
  ...startGoals(results),
  ...memoryGoals(results),
  ...storedGoals(results),
];

function callGoals(calls: CallsResult | undefined): readonly Goal[] {
  return databaseNames.flatMap((database) => {
    const rows = calls?.rows.filter((row) => row.database === database && row.call !== "open") ?? [];
    if (rows.length === 0) return [];
    const ofBare = rows.map((row) => row.ofBare);
    const ofFloor = rows.map((row) => row.ofFloor);
    return {
      goal: `calls at least 60 % of a bare handler, ${databaseTitles[database]}`,
      measured: `${range(ofBare)}; of the floor ${range(ofFloor)}`,
      isMet: Math.min(...ofBare) >= LEAST_OF_BARE,
    };
  });
}

const range = (ratios: readonly number[]): string =>
  `${percent(Math.min(...ratios))} to ${percent(Math.max(...ratios))}`;

function startGoals({ start }: NotesResults): readonly Goal[] {
  const rows = start?.result.rows.filter(({ what }) => what !== "bare") ?? [];
  return rows.map(({ what, folder, medianMs }) => ({
    goal: `start under ${START_MS} ms: ${what}, ${folder} data folder`,
    measured: `${medianMs.toFixed(0)} ms`,
    isMet: medianMs < START_MS,
  }));
}

function memoryGoals({ memory, probes }: NotesResults): readonly Goal[] {
  const floods = [
    { of: "stored notes", flood: memory },
    { of: "random probes", flood: probes },
  ];
  return floods.flatMap(({ of, flood }) => {
    if (!flood) return [];
    const { firstBytes, secondBytes } = halvesOf(flood.result.samples);
    return {
      goal: `memory does not grow with ${of}`,
      measured: `in the second half ${percent(secondBytes / firstBytes)} of the first`,
      isMet: secondBytes <= firstBytes * STEADY,
    };
  });
}

function storedGoals({ stored }: NotesResults): readonly Goal[] {
  return databaseNames.flatMap((database) => {
    const rows = stored?.result.rows.filter((row) => row.database === database) ?? [];
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return [];
    const ratio = last.p50Ms / first.p50Ms;
    return {
      goal: `claim time does not grow with the notes stored, ${databaseTitles[database]}`,
      measured: `${ratio.toFixed(2)} times as long among a thousand times as many`,
      isMet: ratio < FLAT,
    };
  });
}
