import { KeptError } from "../../kept/kept-error.ts";
import { deleteDatabase, openDatabase } from "./database-requests.ts";
import { NAME_BEGINNING, nameOfDatabase, PATIENCE_MS, type KeptPlace } from "./kept-database.ts";
import { KEYS, RECORDS, transact } from "./transact.ts";

/**
 * Deletes what is kept of an account, its key first, whatever its version and whoever has it open: tabs let go of it by themselves. `emptied`:
 * a tab that does not answer keeps the empty place until it is closed. Rejects with KeptError when nobody can say that all is gone.
 */
export async function wipeKeptRecords(place: Pick<KeptPlace, "accountId" | "patienceMs">): Promise<"gone" | "emptied"> {
  return wipeDatabase(nameOfDatabase(place.accountId), place.patienceMs ?? PATIENCE_MS);
}

/** The same for every account that this browser has kept anything of. Rejects when one of them could not be wiped; the others are by then. */
export async function wipeAllKeptRecords(): Promise<void> {
  const databases = await indexedDB.databases();
  const names = databases.flatMap(({ name }) => (name?.startsWith(NAME_BEGINNING) ? [name] : []));
  const outcomes = await Promise.allSettled(names.map((name) => wipeDatabase(name, PATIENCE_MS)));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

async function wipeDatabase(name: string, patienceMs: number): Promise<"gone" | "emptied"> {
  const isEmptied = await empty(name, patienceMs).then(
    () => true,
    () => false, // Then all depends on the deletion, which says why if it fails too.
  );
  const deletion = await deleteDatabase(name, patienceMs);
  if (deletion === "blocked" && !isEmptied) throw new KeptError("blocked");
  return deletion === "blocked" ? "emptied" : "gone";
}

/** In two transactions, so that whatever happens to the many records, the key is gone by then. */
async function empty(name: string, patienceMs: number): Promise<void> {
  const database = await openDatabase({ name, patienceMs, upgrade: refuseToMake });
  try {
    for (const cleared of [KEYS, RECORDS] as const) {
      await transact(database, "readwrite", (store) => {
        store(cleared).clear();
        return () => undefined;
      });
    }
  } finally {
    database.close();
  }
}

/** An upgrade means that there was nothing. */
const refuseToMake = ({ transaction }: IDBOpenDBRequest): void => transaction?.abort();
