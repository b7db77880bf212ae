import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import { drawEpoch, writeHeartbeat } from "./server-facts.ts";

/** Out of a copy: what was destroyed after it was made must not come back, and nobody can say what that was (RULES.md S4). */
export async function forgetNotes(tx: Kysely<Schema>): Promise<void> {
  await tx.deleteFrom("note_claims").execute();
  await tx.deleteFrom("notes").execute();
  await tx.updateTable("note_usage").set({ bytes: 0 }).execute();
}

/** Makes a copy a life of its own: the notes of the old one are dead, its positions void, and time goes on from what was reached. */
export async function beginNewLife(tx: Kysely<Schema>, reached: number): Promise<void> {
  await forgetNotes(tx);
  await drawEpoch(tx);
  await tx.deleteFrom("meta").where("key", "=", "is_backup").execute();
  await writeHeartbeat(tx, reached);
}
