import { KeptError } from "../../kept/kept-error.ts";

export const RECORDS = "records";
export const KEYS = "keys";
/** The name of the one key there is. */
export const KEY_OF_VALUES = "values";

/** Makes requests, and answers how to take what they have brought once the transaction is complete. */
export type TransactionWork<T> = (store: (name: typeof RECORDS | typeof KEYS) => IDBObjectStore) => () => T;

/** One transaction: it ends as soon as nothing is asked of it, so `work` awaits nothing. Rejects with KeptError; then nothing has changed. */
export async function transact<T>(
  database: IDBDatabase,
  mode: "readonly" | "readwrite",
  work: TransactionWork<T>,
): Promise<T> {
  try {
    return await complete(database, mode, work);
  } catch (error) {
    throw keptErrorOf(error);
  }
}

const complete = <T>(database: IDBDatabase, mode: IDBTransactionMode, work: TransactionWork<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    // Strict: what is written before something is sent must be there after a power cut.
    const transaction = database.transaction([RECORDS, KEYS], mode, { durability: "strict" });
    transaction.addEventListener("abort", () => reject(transaction.error ?? new KeptError("closed")));
    try {
      const take = work((name) => transaction.objectStore(name));
      transaction.addEventListener("complete", () => resolve(take()));
    } catch (error) {
      reject(error);
      transaction.abort();
    }
  });

function keptErrorOf(error: unknown): KeptError {
  if (error instanceof KeptError) return error;
  const name = error instanceof Error ? error.name : "";
  if (name === "QuotaExceededError") return new KeptError("full", error);
  // Of a connection that was closed, before or meanwhile.
  if (name === "InvalidStateError" || name === "AbortError") return new KeptError("closed", error);
  return new KeptError("unavailable", error);
}
