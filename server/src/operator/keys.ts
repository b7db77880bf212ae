import type { Kysely } from "kysely";
import type { Database } from "../storage/database.ts";
import { listDataKeys } from "../storage/data-keys.ts";
import { verifyKeyRing } from "../storage/key-checks.ts";
import type { KeyRing } from "../storage/key-ring.ts";
import { readKeyRing, replaceGeneratedRing, withNewKey, type KeySource } from "../storage/key-source.ts";
import { unwrapKey, wrapKey } from "../storage/key-wrap.ts";
import { requireCurrentSchema } from "../storage/migrate.ts";
import type { Schema } from "../storage/schema.ts";

export interface RotateOptions {
  readonly database: Database;
  readonly source: KeySource;
}

export interface Rotation {
  /** The name of the master key that wraps everything now. */
  readonly current: string;
  readonly rewrapped: number;
  /** Names that nothing in the database needs any more. Backups from before do, so it is the operator who takes them out. */
  readonly unneeded: readonly string[];
}

/**
 * `tacet keys rotate`: wraps all data keys under the current master key; rows are not touched (RULES.md S6). A generated key file gets
 * a new key first. Servers may run meanwhile, and it may be interrupted and run again. Throws OperatorError.
 */
export async function rotateMasterKey({ database, source }: RotateOptions): Promise<Rotation> {
  await requireCurrentSchema(database.read);
  const ring = await prepareRing(database, source);
  const rewrapped = await database.transact((tx) => rewrapAll(tx, ring));
  const old = ring.all.filter((master) => master !== ring.current).map(({ kid }) => kid);
  if (source.kind === "generated") await retireChecks(database, ring, old);
  return { current: ring.current.kid, rewrapped, unneeded: old };
}

/** The ring is verified before a key is added to it, so that a wrong one is never built upon. */
async function prepareRing(database: Database, source: KeySource): Promise<KeyRing> {
  const ring = readKeyRing(source);
  await database.transact((tx) => verifyKeyRing(tx, ring));
  if (source.kind !== "generated") return ring;
  const grown = withNewKey(ring);
  replaceGeneratedRing(source, grown);
  await database.transact((tx) => verifyKeyRing(tx, grown));
  return grown;
}

async function rewrapAll(tx: Kysely<Schema>, ring: KeyRing): Promise<number> {
  const { kid } = ring.current;
  const rows = (await listDataKeys(tx)).filter((row) => row.kid !== kid);
  for (const row of rows) {
    const wrapped = wrapKey(ring, { id: row.id, purpose: row.purpose, key: unwrapKey(ring, row) });
    await tx.updateTable("data_keys").set({ kid, wrapped }).where("id", "=", row.id).execute();
  }
  return rows.length;
}

/**
 * Takes away the checks of the old keys, in a transaction that sees that nothing names them: a server that still holds the old ring in
 * memory then reads the file anew before it wraps a new data key (`createDataKey`).
 */
async function retireChecks(database: Database, ring: KeyRing, old: readonly string[]): Promise<void> {
  if (old.length === 0) return;
  await database.transact(async (tx) => {
    await rewrapAll(tx, ring);
    await tx.deleteFrom("master_key_checks").where("kid", "in", old).execute();
  });
}
