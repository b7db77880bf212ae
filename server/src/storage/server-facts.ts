import { randomBytes } from "node:crypto";
import { encodeHex } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import type { MetaKey } from "./tables/server-tables.ts";

/** What the server knows about itself, in the tables `meta` and `heartbeat`. */

export async function readMeta(db: Kysely<Schema>, key: MetaKey): Promise<string | undefined> {
  return (await db.selectFrom("meta").select("value").where("key", "=", key).executeTakeFirst())?.value;
}

export async function writeMeta(tx: Kysely<Schema>, key: MetaKey, value: string): Promise<void> {
  await tx
    .insertInto("meta")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
}

export async function deleteMeta(tx: Kysely<Schema>, key: MetaKey): Promise<void> {
  await tx.deleteFrom("meta").where("key", "=", key).execute();
}

/** Draws it where there is none. */
export async function ensureMeta(tx: Kysely<Schema>, key: "instance" | "epoch"): Promise<string> {
  const existing = await readMeta(tx, key);
  if (existing !== undefined) return existing;
  const drawn = encodeHex(randomBytes(16));
  await writeMeta(tx, key, drawn);
  return drawn;
}

/** A restored database is another history under the same name: positions in the old one mean nothing any more (RULES.md S4, S5). */
export const drawEpoch = (tx: Kysely<Schema>): Promise<void> => writeMeta(tx, "epoch", encodeHex(randomBytes(16)));

/** The last beat of any process, in ms; 0 before the first. */
export async function readHeartbeat(db: Kysely<Schema>): Promise<number> {
  return (await db.selectFrom("heartbeat").select("at").executeTakeFirst())?.at ?? 0;
}

/** Never backwards, whoever beats. */
export async function writeHeartbeat(tx: Kysely<Schema>, at: number): Promise<void> {
  await tx.updateTable("heartbeat").set({ at }).where("at", "<", at).execute();
}
