import { startTestServer } from "../../server/test/start-server.ts";
import { encodeGet, encodeRequest } from "../load/connection.ts";
import { runLoad, type Timing, type Turn } from "../load/run-load.ts";
import { speedOf } from "../load/speed.ts";
import { median } from "../load/statistics.ts";
import { prepareNotes } from "../notes/prepare-notes.ts";
import type { Say } from "../report/say.ts";
import { newSqliteInstallation } from "../world/installation.ts";
import type { FloodResult } from "./flood.result.ts";
import { encodeSignIn, preparePeople } from "./prepare-people.ts";
import { startSignInFlood } from "./sign-in-flood.ts";

const ROUNDS = 5;
const PEOPLE = 200;
const NOTES = 200;
const EACH_MS = 1_000;

const others = ["health", "create"] as const;
type Timings = Readonly<Record<(typeof others)[number], Timing>>;

/** What one client waits for a note or for /health while nobody signs in, and while two hundred do, in turns. */
export async function measureFlood(say: Say): Promise<FloodResult> {
  await using installation = await newSqliteInstallation();
  await using server = await startTestServer(installation);
  const { origin } = server;
  const signIns = (await preparePeople(origin, PEOPLE)).map((person) => encodeSignIn(origin, person));
  const alone = await runLoad({ origin, turns: signIns.slice(0, 50).map((request) => [request]), clients: 1 });
  await timeOthers(origin, await prepareCreates(origin)); // thrown away: the engines compile what they see often
  const quiet: Timings[] = [];
  const flooded: Timings[] = [];
  const signInsMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    say(`round ${round + 1} of ${ROUNDS}`);
    quiet.push(await timeOthers(origin, await prepareCreates(origin)));
    const creates = await prepareCreates(origin);
    await using flood = await startSignInFlood(origin, signIns);
    flooded.push(await timeOthers(origin, creates));
    signInsMs.push(...flood.latenciesMs);
  }
  return {
    rounds: ROUNDS,
    people: PEOPLE,
    signInAloneMs: median(alone.latenciesMs),
    signInFloodedMs: median(signInsMs),
    rows: others.map((what) => ({
      what,
      quiet: speedOf(quiet.map((each) => each[what])),
      flooded: speedOf(flooded.map((each) => each[what])),
    })),
  };
}

async function prepareCreates(origin: string): Promise<readonly Turn[]> {
  const notes = await prepareNotes(origin, NOTES);
  return notes.map(({ create }) => [encodeRequest(origin, create)]);
}

async function timeOthers(origin: string, creates: readonly Turn[]): Promise<Timings> {
  const looks = [[encodeGet(origin, "/health/live")]];
  return {
    health: await runLoad({ origin, turns: looks, clients: 1, repeatForMs: EACH_MS }),
    create: await runLoad({ origin, turns: creates, clients: 1 }),
  };
}
