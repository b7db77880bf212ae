import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import { createContactDeskRows } from "./contact-desk.store.ts";
import { createContactEndRows } from "./contact-end.store.ts";
import { selectContacts, type StoredContact } from "./contact-rows.ts";

type Db = Kysely<Schema>;

export interface NewStoredContact {
  readonly id: Uint8Array;
  readonly puzzle: Uint8Array;
  readonly sealed: Uint8Array;
  readonly source: Uint8Array;
  readonly receivedAt: number;
}

export type ContactStore = ReturnType<typeof createContactStore>;

/** Messages to the operator, the keys of days, and how many messages rest. It opens no transaction. */
export const createContactStore = () => ({
  ...createContactRows(),
  ...createDayKeyRows(),
  ...createContactDeskRows(),
  ...createContactEndRows(),
});

const createContactRows = () => ({
  /** False when a message with this puzzle is there already. */
  insert: async (tx: Db, { id, puzzle, sealed, source, receivedAt }: NewStoredContact): Promise<boolean> => {
    const inserted = await tx
      .insertInto("contact_messages")
      .values({ id, puzzle, content: sealed, source, received_at: receivedAt })
      .onConflict((conflict) => conflict.column("puzzle").doNothing())
      .returning("id")
      .execute();
    return inserted.length === 1;
  },

  /** Counts one message more, while there are fewer than `max`. The row is held until COMMIT, so that one sender is counted after another. */
  takePlace: async (tx: Db, max: number): Promise<boolean> => {
    const taken = await tx
      .updateTable("contact_usage")
      .set((usage) => ({ stored: usage("stored", "+", 1) }))
      .where("stored", "<", max)
      .returning("stored")
      .execute();
    return taken.length === 1;
  },

  findByPuzzle: async (db: Db, puzzle: Uint8Array): Promise<StoredContact | undefined> =>
    selectContacts(db).where("puzzle", "=", puzzle).executeTakeFirst(),

  getByPuzzle: async (db: Db, puzzle: Uint8Array): Promise<StoredContact> =>
    selectContacts(db).where("puzzle", "=", puzzle).executeTakeFirstOrThrow(),

  /** Counts no further than `atMost`. */
  countSince: async (db: Db, since: number, atMost: number): Promise<number> => {
    const rows = db.selectFrom("contact_messages").select("id").where("received_at", ">=", since).limit(atMost);
    return (await rows.execute()).length;
  },

  countFrom: async (db: Db, source: Uint8Array, atMost: number): Promise<number> => {
    const rows = db.selectFrom("contact_messages").select("id").where("source", "=", source).limit(atMost);
    return (await rows.execute()).length;
  },
});

const createDayKeyRows = () => ({
  findDayKey: async (db: Db, day: number): Promise<Uint8Array | undefined> =>
    (await db.selectFrom("contact_day_keys").select("sealed").where("day", "=", day).executeTakeFirst())?.sealed,

  /** Nothing happens when the day has one. */
  addDayKey: async (tx: Db, day: number, sealed: Uint8Array): Promise<void> => {
    await tx
      .insertInto("contact_day_keys")
      .values({ day, sealed })
      .onConflict((conflict) => conflict.column("day").doNothing())
      .execute();
  },
});
