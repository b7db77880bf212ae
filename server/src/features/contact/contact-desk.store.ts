import type { ContactCursor } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import { selectContacts, type StoredContact } from "./contact-rows.ts";

type Db = Kysely<Schema>;

export interface ContactPageOptions {
  readonly state: "open" | "done";
  /** Exclusive, so that two pages never share a message. */
  readonly before: ContactCursor | undefined;
  readonly limit: number;
}

/** What the operator does with messages. */
export const createContactDeskRows = () => ({
  /** Newest first. */
  page: async (db: Db, { state, before, limit }: ContactPageOptions): Promise<readonly StoredContact[]> => {
    const rows = selectContacts(db)
      .where("done_at", state === "open" ? "is" : "is not", null)
      .orderBy("received_at", "desc")
      .orderBy("id", "desc")
      .limit(limit);
    if (!before) return rows.execute();
    return rows
      .where((row) =>
        row.or([
          row("received_at", "<", before.receivedAt),
          row.and([row("received_at", "=", before.receivedAt), row("id", "<", before.id)]),
        ]),
      )
      .execute();
  },

  find: async (db: Db, id: Uint8Array): Promise<StoredContact | undefined> =>
    selectContacts(db).where("id", "=", id).executeTakeFirst(),

  markAnswered: async (tx: Db, id: Uint8Array, at: number): Promise<void> => {
    await tx.updateTable("contact_messages").set({ answered_at: at }).where("id", "=", id).execute();
  },

  /** Once: the first time stays. False when it is done already, or not there. */
  markDone: async (tx: Db, id: Uint8Array, at: number): Promise<boolean> => {
    const marked = await tx
      .updateTable("contact_messages")
      .set({ done_at: at })
      .where("id", "=", id)
      .where("done_at", "is", null)
      .returning("id")
      .execute();
    return marked.length === 1;
  },
});
