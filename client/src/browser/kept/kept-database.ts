import { createDeviceKey } from "@tacet/crypto";
import { encodeHex, type Bytes } from "@tacet/protocol";
import { KeptError } from "../../kept/kept-error.ts";
import { openDatabase } from "./database-requests.ts";
import { KEY_OF_VALUES, KEYS, RECORDS, transact } from "./transact.ts";

export interface KeptPlace {
  /** Each account has a database of its own. */
  readonly accountId: Bytes;
  /** Of the caller's values, 1 to 999: those of a lower version are dropped, and a higher one is refused. */
  readonly schemaVersion: number;
  /** Called once when another tab has wiped what is kept or opened it by a newer version, or when the browser has dropped it. */
  readonly onClosed?: (() => void) | undefined;
  /** How long a browser or other tabs may make this one wait. */
  readonly patienceMs?: number | undefined;
}

export interface KeptDatabase {
  readonly database: IDBDatabase;
  readonly key: CryptoKey;
}

/** Of how keys and values lie in the database. A higher number drops what is kept, as a higher version of the caller's does. */
const LAYOUT_VERSION = 1;

export const PATIENCE_MS = 5_000;

export const NAME_BEGINNING = "tacet kept ";
export const nameOfDatabase = (accountId: Bytes): string => `${NAME_BEGINNING}${encodeHex(accountId)}`;

/** Rejects with KeptError `unavailable`, `newer`, `blocked` or `full`: there is still memory then. */
export async function openKeptDatabase(place: KeptPlace): Promise<KeptDatabase> {
  const { accountId, schemaVersion, onClosed, patienceMs = PATIENCE_MS } = place;
  const isVersion = Number.isInteger(schemaVersion) && schemaVersion >= 1 && schemaVersion <= 999;
  if (!isVersion) throw new TypeError("a schema version is a whole number from 1 to 999");
  const version = LAYOUT_VERSION * 1_000 + schemaVersion;
  const database = await openDatabase({ name: nameOfDatabase(accountId), version, upgrade: layOut, patienceMs });
  letGoForOthers(database, onClosed);
  try {
    return { database, key: await obtainKey(database) };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Nothing is carried over from an older version: what is kept is a copy. */
function layOut({ result }: IDBOpenDBRequest): void {
  for (const name of Array.from(result.objectStoreNames)) result.deleteObjectStore(name);
  for (const name of [RECORDS, KEYS]) result.createObjectStore(name);
}

/** Another tab that wipes it or brings a newer version must not wait. What was begun here is still finished. */
function letGoForOthers(database: IDBDatabase, onClosed: (() => void) | undefined): void {
  database.addEventListener("versionchange", () => {
    database.close();
    onClosed?.();
  });
  database.addEventListener("close", () => onClosed?.());
}

/** The key that is there, or a new one. Of several tabs that come first at the same time, one makes it. */
async function obtainKey(database: IDBDatabase): Promise<CryptoKey> {
  const kept = await transact(database, "readonly", (store) => {
    const reading = store(KEYS).get(KEY_OF_VALUES);
    return (): unknown => reading.result;
  });
  return kept === undefined ? keepNewKey(database, await createDeviceKey()) : usable(kept);
}

async function keepNewKey(database: IDBDatabase, made: CryptoKey): Promise<CryptoKey> {
  const kept = await transact(database, "readwrite", (store) => {
    const adding = store(KEYS).add(made, KEY_OF_VALUES);
    // What lies there was sealed under a key that is gone.
    adding.addEventListener("success", () => store(RECORDS).clear());
    // Another tab was faster: that is no reason to give the transaction up, and its key counts.
    adding.addEventListener("error", (event) => event.preventDefault());
    const reading = store(KEYS).get(KEY_OF_VALUES);
    return (): unknown => reading.result;
  });
  return usable(kept);
}

/** Some browsers take a key and give nothing back. */
function usable(kept: unknown): CryptoKey {
  if (kept instanceof CryptoKey && !kept.extractable) return kept;
  throw new KeptError("unavailable");
}
