import { ProtocolError } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Session } from "../../http/authenticate.ts";
import type { Schema } from "../../storage/schema.ts";
import type { PeopleDeps } from "./people-deps.ts";
import type { Pair } from "./people-rows.store.ts";

/** A transaction about one's own account and another one, with both of them held. */
export function betweenTwo<T>(
  { database, store }: Pick<PeopleDeps, "database" | "store">,
  { accountId }: Session,
  username: string,
  work: (tx: Kysely<Schema>, pair: Pair) => Promise<T>,
): Promise<T> {
  return database.transact(async (tx) => {
    const pair = await store.lockPair(tx, accountId, username);
    // It was deleted or disabled since the request was let in.
    if (!pair) throw new ProtocolError("unauthenticated");
    return work(tx, pair);
  });
}
