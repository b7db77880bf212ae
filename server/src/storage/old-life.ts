import { sql, type Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import { deleteMeta, drawEpoch, writeHeartbeat } from "./server-facts.ts";

/** Out of a copy: what was destroyed after it was made must not come back, and nobody can say what that was (RULES.md S4). */
export async function forgetNotes(tx: Kysely<Schema>): Promise<void> {
  await tx.deleteFrom("note_claims").execute();
  await tx.deleteFrom("notes").execute();
  await tx.updateTable("note_usage").set({ bytes: 0 }).execute();
}

/** In a copy these would outlive their week. The messages stay: they are the operator's. */
export async function forgetContactSources(tx: Kysely<Schema>): Promise<void> {
  await tx.deleteFrom("contact_day_keys").execute();
  await tx.updateTable("contact_messages").set({ source: null }).where("source", "is not", null).execute();
}

/** Of accounts, by name: a session that was ended, a link, a recovery or a code that was used, and a browser that was forgotten must stay so. */
const shortLived = [
  "account_links",
  "recoveries",
  "phone_codes",
  "sessions",
  "session_endings",
  "known_devices",
  "guesses",
  "daily_counts",
] as const satisfies readonly (keyof Schema)[];

/** What lets somebody in, or was about to, and what was counted. */
export async function forgetShortLived(tx: Kysely<Schema>): Promise<void> {
  for (const table of shortLived) await tx.deleteFrom(table).execute();
}

/** One that was used or revoked after the copy was made would make an account, or let somebody into a group, once more. */
export async function forgetInvites(tx: Kysely<Schema>): Promise<void> {
  await tx.deleteFrom("invites").execute();
  await tx.deleteFrom("group_invites").execute();
}

/**
 * Of conversations with any rule by which what is said disappears only the places stay: nobody can say what of it was cleared after the copy
 * was made. What was said in sessions that leave nothing behind goes as well: with the copy they have ended.
 */
export async function forgetFleeting(tx: Kysely<Schema>): Promise<void> {
  const ruled = sql<Uint8Array>`(select id from conversations where disappear_after_ms is not null
    union select conversation_id from members where clear_on_sign_out <> 'nothing')`;
  await sql`update entries set kind = 'gone', sender_id = null, target = null, at = null, payload = null, is_unheard = 0
    where kind in ('message', 'edit', 'reaction') and (conversation_id in ${ruled} or exists (
      select 1 from fleeting_entries f where f.conversation_id = entries.conversation_id
      and (f.seq = entries.seq or f.seq = entries.target)))`.execute(tx);
  await tx.deleteFrom("fleeting_entries").execute();
}

/** Makes a copy a life of its own: the notes of the old one are dead, everybody is signed out, its positions are void, and time goes on from what was reached. */
export async function beginNewLife(tx: Kysely<Schema>, reached: number): Promise<void> {
  await forgetNotes(tx);
  await forgetContactSources(tx);
  await forgetInvites(tx);
  await forgetShortLived(tx);
  await forgetFleeting(tx);
  await drawEpoch(tx);
  await deleteMeta(tx, "is_backup");
  // It was about the time of the old life, and no note is left that a wrong clock could destroy.
  await deleteMeta(tx, "clock_suspect");
  await writeHeartbeat(tx, reached);
}
