import { encodeRequest } from "../load/connection.ts";
import { runLoad, type Timing, type Turn } from "../load/run-load.ts";
import { ratioOf, speedOf } from "../load/speed.ts";
import { openCallWorld, type CallWorld } from "./call-world.ts";
import {
  callNames,
  targetNames,
  type CallName,
  type CallRow,
  type CallsResult,
  type TargetName,
} from "./calls.result.ts";
import { databaseNames } from "../world/database-name.ts";
import type { Say } from "../report/say.ts";
import { measureVerifyUs } from "./verify-time.ts";
import { prepareNotes, type PreparedNote } from "./prepare-notes.ts";

const ROUNDS = 5;
/** Each is found, claimed and confirmed; as many again are opened. Fewer where one waits for the other. */
const notesFor = (clients: number): number => (clients === 1 ? 200 : 500);
/** Calls that change nothing are repeated until the time can be measured. */
const REPEAT_MS = 150;

/**
 * Each call in the life of a note, from this process to a server process, and the same bodies to the yardsticks in turns: a machine that
 * slows down for a while slows all of them. Every write is durable when it is answered.
 */
export async function measureCalls(postgresUrl: string, say: Say): Promise<CallsResult> {
  const rows: CallRow[] = [];
  for (const database of databaseNames) {
    await using world = await openCallWorld(database, postgresUrl);
    await runRound(world, { clients: 16, round: 0 }); // thrown away: the engines compile what they see often
    for (const clients of [1, 16, 64]) {
      say(`${database}, ${clients} clients`);
      const samples: Sample[] = [];
      for (let round = 0; round < ROUNDS; round++) samples.push(...(await runRound(world, { clients, round })));
      rows.push(...callNames.map((call) => ({ database, clients, ...summarize(samples, call) })));
    }
  }
  return { rounds: ROUNDS, verifyUs: measureVerifyUs(), rows };
}

interface Plan {
  readonly clients: number;
  readonly round: number;
}

interface Sample {
  readonly call: CallName;
  readonly target: TargetName | "inserts";
  readonly round: number;
  readonly timing: Timing;
}

async function runRound({ origins, bareInserts }: CallWorld, { clients, round }: Plan): Promise<readonly Sample[]> {
  const notes = await prepareNotes(origins.ours, 2 * notesFor(clients));
  const samples: Sample[] = [];
  for (const call of callNames) {
    for (const target of rotated(targetNames, round)) {
      const turns = turnsOf(call, notes, origins[target]);
      const repeatForMs = target === "bare" || call === "find" ? REPEAT_MS : 0;
      const timing = await runLoad({ origin: origins[target], turns, clients, repeatForMs });
      samples.push({ call, target, round, timing });
    }
    if (call !== "create" || !bareInserts) continue;
    const perSecond = bareInserts.time(notes.length, clients);
    samples.push({ call, target: "inserts", round, timing: { perSecond, latenciesMs: [] } });
  }
  return samples;
}

/** The first half of the notes goes through its life call by call, the second in one. */
function turnsOf(call: CallName, notes: readonly PreparedNote[], origin: string): readonly Turn[] {
  if (call === "create") return notes.map((note) => [encodeRequest(origin, note.create)]);
  const half = notes.length / 2;
  if (call !== "open") return notes.slice(0, half).map((note) => [encodeRequest(origin, note[call])]);
  return notes
    .slice(half)
    .map(({ find, claim, confirm }) => [find, claim, confirm].map((request) => encodeRequest(origin, request)));
}

const rotated = <T>(all: readonly T[], by: number): readonly T[] => [
  ...all.slice(by % all.length),
  ...all.slice(0, by % all.length),
];

function summarize(samples: readonly Sample[], call: CallName): Omit<CallRow, "database" | "clients"> {
  const timings = (target: Sample["target"]): readonly Timing[] =>
    samples.flatMap((sample) => (sample.call === call && sample.target === target ? [sample.timing] : []));
  const ours = timings("ours");
  const inserts = timings("inserts");
  return {
    call,
    ours: speedOf(ours),
    floor: speedOf(timings("floor")),
    bare: speedOf(timings("bare")),
    ofFloor: ratioOf(ours, timings("floor")),
    ofBare: ratioOf(ours, timings("bare")),
    ...(inserts.length > 0 && {
      bareInserts: { perSecond: speedOf(inserts).perSecond, ratio: ratioOf(ours, inserts) },
    }),
  };
}
