import { encodeRequest } from "../load/connection.ts";
import { runLoad } from "../load/run-load.ts";
import { startTestServer } from "../../server/test/start-server.ts";
import { fetchChallenge } from "./fetch-challenge.ts";
import { newSqliteInstallation } from "../world/installation.ts";
import type { MemoryResult, MemorySample } from "./memory.result.ts";
import type { Say } from "../report/say.ts";
import { prepareNote } from "./prepare-notes.ts";
import { createProbes } from "./probes.ts";
import { settledMemory } from "../load/settled-memory.ts";

const CLIENTS = 64;

interface Flood {
  readonly total: number;
  /** So few that their challenge lives until the last is sent. */
  readonly batch: number;
  /** How often memory is looked at. */
  readonly samples: number;
  /** Requests for a server at this origin. */
  readonly make: (origin: string, count: number) => Promise<readonly Uint8Array[]>;
  readonly expectStatus: number;
}

/** Resident memory of a server process that stores many small notes. */
export const measureMemory = (say: Say): Promise<MemoryResult> =>
  flood({ total: 100_000, batch: 2_000, samples: 10, make: createNotes, expectStatus: 201 }, say);

/** The same while it answers proofs that fit no note, about ids that it never saw. */
export const measureProbes = (say: Say): Promise<MemoryResult> =>
  flood({ total: 1_000_000, batch: 10_000, samples: 10, make: createProbes, expectStatus: 404 }, say);

async function flood({ total, batch, samples, make, expectStatus }: Flood, say: Say): Promise<MemoryResult> {
  await using installation = await newSqliteInstallation();
  await using server = await startTestServer(installation);
  const { origin } = server;
  const taken: MemorySample[] = [{ requests: 0, residentBytes: await settledMemory(origin) }];
  let busyMs = 0;
  for (let sent = batch; sent <= total; sent += batch) {
    const turns = (await make(origin, batch)).map((request) => [request]);
    const startedAt = performance.now();
    await runLoad({ origin, turns, clients: CLIENTS, expectStatus });
    busyMs += performance.now() - startedAt;
    if (sent % (total / samples) !== 0) continue;
    taken.push({ requests: sent, residentBytes: await settledMemory(origin) });
    say(`${sent} of ${total}`);
  }
  return { perSecond: total / (busyMs / 1000), samples: taken };
}

async function createNotes(origin: string, count: number): Promise<readonly Uint8Array[]> {
  const subject = { origin, ...(await fetchChallenge(origin)) };
  return Array.from({ length: count }, () => encodeRequest(origin, prepareNote(subject).create));
}
