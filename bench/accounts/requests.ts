import { DescribeServer, ReadOwnAccount } from "@tacet/protocol";
import { startTestServer } from "../../server/test/start-server.ts";
import { encodeGet } from "../load/connection.ts";
import { runLoad, type Timing } from "../load/run-load.ts";
import { ratioOf, speedOf } from "../load/speed.ts";
import type { Say } from "../report/say.ts";
import { databaseNames, type DatabaseName } from "../world/database-name.ts";
import { newInstallation } from "../world/installation.ts";
import { measureLookUpUs } from "./look-up.ts";
import { preparePeople } from "./prepare-people.ts";
import type { DatabaseRequests, RequestRow, RequestsResult } from "./requests.result.ts";

const ROUNDS = 5;
const EACH_MS = 500;

/** What a session costs a request: one that needs it, in turns with one that needs none. */
export async function measureRequests(postgresUrl: string, say: Say): Promise<RequestsResult> {
  const databases: DatabaseRequests[] = [];
  for (const database of databaseNames) databases.push(await measureOn(database, postgresUrl, say));
  return { rounds: ROUNDS, databases };
}

async function measureOn(database: DatabaseName, postgresUrl: string, say: Say): Promise<DatabaseRequests> {
  await using installation = await newInstallation(database, postgresUrl);
  await using server = await startTestServer(installation);
  const { origin } = server;
  const people = await preparePeople(origin, 16);
  const withSession = people.map(({ token }) => [encodeGet(origin, ReadOwnAccount.path, token)]);
  const without = [[encodeGet(origin, DescribeServer.path)]];
  const time = (turns: typeof withSession, clients: number): Promise<Timing> =>
    runLoad({ origin, turns, clients, repeatForMs: EACH_MS });
  await time(withSession, 16); // thrown away: the engines compile what they see often
  const rows: RequestRow[] = [];
  for (const clients of [1, 16, 64]) {
    say(`${database}, ${clients} clients`);
    const withOne: Timing[] = [];
    const withNone: Timing[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      withOne.push(await time(withSession, clients));
      withNone.push(await time(without, clients));
    }
    rows.push({ clients, account: speedOf(withOne), server: speedOf(withNone), ofServer: ratioOf(withOne, withNone) });
  }
  return { database, lookUpUs: await measureLookUpUs(database), rows };
}
