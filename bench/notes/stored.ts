import { startTestServer } from "../../server/test/start-server.ts";
import { encodeRequest } from "../load/connection.ts";
import { runLoad } from "../load/run-load.ts";
import { quantile } from "../load/statistics.ts";
import { databaseNames, type DatabaseName } from "../world/database-name.ts";
import { fillNotes } from "./fill-notes.ts";
import { newInstallation, type Installation } from "../world/installation.ts";
import type { Say } from "../report/say.ts";
import { prepareNotes } from "./prepare-notes.ts";
import type { StoredResult, StoredRow } from "./stored.result.ts";

const sizes = [1_000, 10_000, 100_000, 1_000_000] as const;
const CLAIMS = 500;
const WARM_UP = 200;

/** How long a claim takes, one after another, when so many notes are stored already. */
export async function measureStored(postgresUrl: string, say: Say): Promise<StoredResult> {
  const rows: StoredRow[] = [];
  for (const database of databaseNames) {
    await using installation = await newInstallation(database, postgresUrl);
    await createSchema(installation);
    let stored = 0;
    for (const size of sizes) {
      await fillNotes(installation.url, size - stored);
      stored = size;
      rows.push(await timeClaims(installation, { database, stored }));
      say(`${database}, ${size} notes`);
    }
  }
  return { claims: CLAIMS, rows };
}

async function createSchema(installation: Installation): Promise<void> {
  await using _server = await startTestServer(installation);
}

interface Filled {
  readonly database: DatabaseName;
  readonly stored: number;
}

async function timeClaims(installation: Installation, filled: Filled): Promise<StoredRow> {
  await using server = await startTestServer(installation);
  const { origin } = server;
  const notes = await prepareNotes(origin, WARM_UP + CLAIMS);
  const turns = (call: "create" | "claim") => notes.map((note) => [encodeRequest(origin, note[call])]);
  await runLoad({ origin, turns: turns("create"), clients: 16 });
  await runLoad({ origin, turns: turns("claim").slice(0, WARM_UP), clients: 1 });
  const { latenciesMs } = await runLoad({ origin, turns: turns("claim").slice(WARM_UP), clients: 1 });
  return { ...filled, p50Ms: quantile(latenciesMs, 0.5), p99Ms: quantile(latenciesMs, 0.99) };
}
