/** Runs in a tab: IndexedDB as any script of the origin has it, past the SDK. */

export interface RawRecord {
  readonly store: string;
  readonly key: string;
  /** Of bytes: as latin1. Of anything else: what it is. */
  readonly value: string;
}

const settle = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("no error")));
  });

const namesOfDatabases = async (): Promise<readonly string[]> =>
  (await indexedDB.databases()).map(({ name }) => name ?? "");

/** Every record of every database, and the names of the databases. */
export async function readRaw() {
  const names = await namesOfDatabases();
  const records: RawRecord[] = [];
  for (const name of names) {
    const database = await settle(indexedDB.open(name));
    for (const store of database.objectStoreNames) records.push(...(await readStore(database, store)));
    database.close();
  }
  return { names, records };
}

async function readStore(database: IDBDatabase, store: string): Promise<readonly RawRecord[]> {
  const within = database.transaction(store).objectStore(store);
  const [keys, values] = await Promise.all([settle(within.getAllKeys()), settle(within.getAll())]);
  return keys.map((key, index) => ({ store, key: JSON.stringify(key), value: tell(values[index]) }));
}

const tell = (value: unknown): string =>
  value instanceof Uint8Array
    ? Array.from(value, (byte) => String.fromCharCode(byte)).join("")
    : Object.prototype.toString.call(value);

/** How somebody else who can write there changes a record, whose key is given as JSON. A negative byte counts from the end. */
export type Tampering =
  | { readonly kind: "move"; readonly from: string; readonly to: string }
  | { readonly kind: "flip"; readonly key: string; readonly byte: number }
  | { readonly kind: "replace"; readonly key: string; readonly by: string }
  | { readonly kind: "new key" }
  | { readonly kind: "no key" };

/** In the one database that there is. */
export async function tamper(how: Tampering): Promise<void> {
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const [name = ""] = await namesOfDatabases();
  const database = await settle(indexedDB.open(name));
  const transaction = database.transaction(["records", "keys"], "readwrite");
  const keys = transaction.objectStore("keys");
  if (how.kind === "new key") await settle(keys.put(made, "values"));
  else if (how.kind === "no key") await settle(keys.delete("values"));
  else await tamperRecord(transaction.objectStore("records"), how);
  database.close();
}

async function tamperRecord(
  records: IDBObjectStore,
  how: Exclude<Tampering, { readonly kind: "new key" | "no key" }>,
): Promise<void> {
  const read = (key: string): Promise<unknown> => settle(records.get(JSON.parse(key)));
  switch (how.kind) {
    case "move":
      await settle(records.put(await read(how.from), JSON.parse(how.to)));
      return;
    case "flip":
      await settle(records.put(flip(await read(how.key), how.byte), JSON.parse(how.key)));
      return;
    case "replace":
      await settle(records.put(how.by, JSON.parse(how.key)));
  }
}

function flip(value: unknown, byte: number): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new Error("no bytes are there");
  const at = byte < 0 ? value.length + byte : byte;
  return value.with(at, (value[at] ?? 0) ^ 1);
}

/** What comes of reading the key out, as each format there is. */
export async function exportKey(): Promise<readonly string[]> {
  const [name = ""] = await namesOfDatabases();
  const database = await settle(indexedDB.open(name));
  const key = await settle<CryptoKey>(database.transaction("keys").objectStore("keys").get("values"));
  database.close();
  const formats = ["raw", "jwk"] as const;
  return Promise.all(formats.map((format) => crypto.subtle.exportKey(format, key).then(String, String)));
}

/** Once nothing points to a database, the browser may close it. */
const held: IDBDatabase[] = [];

/** Opens a database and answers to nobody, as a tab does that hangs. */
export const holdOpen = async (name: string): Promise<void> => void held.push(await settle(indexedDB.open(name)));

/** What is left in it: records and keys. */
export async function countHeld(): Promise<readonly number[]> {
  const counted = ["records", "keys"].flatMap((store) =>
    held.map((database) => settle(database.transaction(store).objectStore(store).count())),
  );
  return Promise.all(counted);
}

/** Lets the next one wait. */
export function holdNext(what: "encrypt" | "decrypt") {
  const [begun, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const real = crypto.subtle[what].bind(crypto.subtle);
  crypto.subtle[what] = async (...given) => {
    crypto.subtle[what] = real;
    begun.resolve();
    await released.promise;
    return real(...given);
  };
  return { begun: begun.promise, release: () => released.resolve() };
}
