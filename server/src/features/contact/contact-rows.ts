import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";

export interface StoredContact {
  readonly id: Uint8Array;
  readonly sealed: Uint8Array;
  /** Null once the key of its day is dropped. */
  readonly source: Uint8Array | null;
  readonly receivedAt: number;
  readonly answeredAt: number | null;
  readonly doneAt: number | null;
}

export const selectContacts = (db: Kysely<Schema>) =>
  db
    .selectFrom("contact_messages")
    .select([
      "id",
      "content as sealed",
      "source",
      "received_at as receivedAt",
      "answered_at as answeredAt",
      "done_at as doneAt",
    ]);
