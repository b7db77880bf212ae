import { randomBytes } from "node:crypto";
import { encodeHex } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { KeyRing } from "./key-ring.ts";
import { DATA_KEY_BYTES, wrapKey } from "./key-wrap.ts";
import type { Schema } from "./schema.ts";
import type { DataKeysTable } from "./tables/server-tables.ts";

/** AES-GCM with random nonces allows 2^32 seals a key (RULES.md S9); counts lag by a beat of each process. */
export const MAX_SEALS = 2 ** 30;

/** Before anybody seals with a new key, every running process has learned it: they look with each beat, every 10 s. */
export const LEARNING_MS = 30_000;

export type DataKeyPurpose = DataKeysTable["purpose"];

/** Of these, all processes use one and the same key at every moment: the transaction that uses it holds it. */
export type HeldPurpose = Exclude<DataKeyPurpose, "rows">;

export const dataKeyPurposes: readonly DataKeyPurpose[] = ["rows", "lookup", "audit"];

export interface DataKeyRow {
  readonly id: Uint8Array;
  readonly purpose: DataKeyPurpose;
  readonly kid: string;
  readonly wrapped: Uint8Array;
  readonly created_at: number;
  readonly retired_at: number | null;
  readonly seals: number;
}

/** Oldest first, in one order for everybody. */
export const listDataKeys = (db: Kysely<Schema>): Promise<DataKeyRow[]> =>
  db.selectFrom("data_keys").selectAll().orderBy("created_at").orderBy("id").execute();

export const isUsable = ({ retired_at }: DataKeyRow): boolean => retired_at === null;

export const ofPurpose = (rows: readonly DataKeyRow[], purpose: DataKeyPurpose): readonly DataKeyRow[] =>
  rows.filter((row) => row.purpose === purpose);

/** Which key seals now: the newest that all processes know; the only one, when there is no choice. */
export function chooseCurrent(rows: readonly DataKeyRow[], now: number): DataKeyRow | undefined {
  const usable = ofPurpose(rows, "rows").filter(isUsable);
  return usable.findLast((row) => row.created_at <= now - LEARNING_MS) ?? usable[0];
}

/**
 * The key of a purpose that is written with, then all others, which are read with too. The oldest that is not retired: the moment it is
 * retired is one for all processes, so that no text is ever hashed under two keys, where UNIQUE would not see that it is one.
 */
export function orderHeldKeys(rows: readonly DataKeyRow[], purpose: HeldPurpose): readonly DataKeyRow[] {
  const held = ofPurpose(rows, purpose);
  const current = held.find(isUsable);
  return current ? [current, ...held.filter((row) => row !== current)] : [];
}

interface NewDataKey {
  readonly purpose: DataKeyPurpose;
  readonly now: number;
}

/**
 * Throws MasterKeyDropped when the ring's current key is no longer one of this database: an operator rotated it while this process
 * ran on, and a data key wrapped under it would be lost.
 */
export async function createDataKey(
  tx: Kysely<Schema>,
  ring: KeyRing,
  { purpose, now }: NewDataKey,
): Promise<Uint8Array> {
  const { kid } = ring.current;
  const known = await tx.selectFrom("master_key_checks").select("kid").where("kid", "=", kid).executeTakeFirst();
  if (!known) throw new MasterKeyDropped(`the master key "${kid}" was dropped`);
  const fresh = { id: Uint8Array.from(randomBytes(8)), purpose, key: randomBytes(DATA_KEY_BYTES) };
  const wrapped = wrapKey(ring, fresh);
  const newest = (await listDataKeys(tx)).at(-1)?.created_at ?? 0;
  // Later than all others, also within one millisecond: the order of keys decides which one seals.
  const created_at = Math.max(now, newest + 1);
  await tx
    .insertInto("data_keys")
    .values({ id: fresh.id, purpose: fresh.purpose, kid, wrapped, created_at, retired_at: null })
    .execute();
  return fresh.id;
}

export class MasterKeyDropped extends Error {
  override readonly name = "MasterKeyDropped";
}

/** Those of its purpose: they open what they sealed, and find what they hashed, and are used for nothing new. */
export async function retireDataKeysBut(tx: Kysely<Schema>, kept: Uint8Array, now: number): Promise<void> {
  await tx
    .updateTable("data_keys")
    .set({ retired_at: now })
    .where("retired_at", "is", null)
    .where("id", "!=", kept)
    .where("purpose", "=", tx.selectFrom("data_keys").select("purpose").where("id", "=", kept))
    .where("created_at", "<=", tx.selectFrom("data_keys").select("created_at").where("id", "=", kept))
    .execute();
}

export async function countSeals(tx: Kysely<Schema>, id: Uint8Array, seals: number): Promise<void> {
  await tx
    .updateTable("data_keys")
    .set((row) => ({ seals: row("seals", "+", seals) }))
    .where("id", "=", id)
    .execute();
}

export const sameKey = (a: Uint8Array, b: Uint8Array): boolean => encodeHex(a) === encodeHex(b);
