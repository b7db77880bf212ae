import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";

type Db = Kysely<Schema>;

/** What time takes away. */
export const createContactEndRows = () => ({
  hasDayBefore: async (db: Db, day: number): Promise<boolean> =>
    (await db.selectFrom("contact_day_keys").select("day").where("day", "<", day).executeTakeFirst()) !== undefined,

  /** The keys of the days before this one; `start` is its first millisecond. Whatever was hashed with them goes as well. */
  dropDaysBefore: async (tx: Db, { day, start }: { readonly day: number; readonly start: number }): Promise<void> => {
    await tx.deleteFrom("contact_day_keys").where("day", "<", day).execute();
    await tx
      .updateTable("contact_messages")
      .set({ source: null })
      .where("received_at", "<", start)
      .where("source", "is not", null)
      .execute();
  },

  doneBefore: (db: Db, at: number, limit: number): Promise<readonly { readonly id: Uint8Array }[]> =>
    db.selectFrom("contact_messages").select("id").where("done_at", "<=", at).limit(limit).execute(),

  /** Gives their places back. Counts what it has found itself: another sweeper may have come first. */
  forget: async (tx: Db, ids: readonly Uint8Array[]): Promise<void> => {
    const forgotten = await tx.deleteFrom("contact_messages").where("id", "in", ids).returning("id").execute();
    await tx
      .updateTable("contact_usage")
      .set((usage) => ({ stored: usage("stored", "-", forgotten.length) }))
      .execute();
  },
});
