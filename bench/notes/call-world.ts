import { startTestServer } from "../../server/test/start-server.ts";
import { openBareInserts, type BareInserts } from "./bare-inserts.ts";
import type { TargetName } from "./calls.result.ts";
import type { DatabaseName } from "../world/database-name.ts";
import { newInstallation } from "../world/installation.ts";
import { startYardstick } from "../load/yardstick-process.ts";

/** The server and its yardsticks, each a process of its own with a database of its own. */
export interface CallWorld extends AsyncDisposable {
  readonly origins: Readonly<Record<TargetName, string>>;
  /** With SQLite. */
  readonly bareInserts: BareInserts | undefined;
}

export async function openCallWorld(database: DatabaseName, postgresUrl: string): Promise<CallWorld> {
  await using open = new AsyncDisposableStack();
  const own = open.use(await newInstallation(database, postgresUrl));
  const forFloor = open.use(await newInstallation(database, postgresUrl));
  const ours = open.use(await startTestServer(own));
  // Proofs name the origin that they were made for.
  const floor = open.use(
    await startYardstick("notes/floor-server.ts", { database: forFloor.url, origin: ours.origin }),
  );
  const bare = open.use(await startYardstick("notes/bare-server.ts"));
  const bareInserts = own.sqlitePath === undefined ? undefined : open.use(openBareInserts(own.sqlitePath));
  const closing = open.move();
  return {
    origins: { ours: ours.origin, floor: floor.origin, bare: bare.origin },
    bareInserts,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
