import { ProtocolError } from "@tacet/protocol";
import type { Kysely } from "kysely";
import { sameKey } from "./data-keys.ts";
import type { Database } from "./database.ts";
import type { KeyShelf } from "./key-shelf.ts";
import type { Schema } from "./schema.ts";
import type { LookupKind, Sealing } from "./sealing.ts";

/**
 * For a transaction that writes a look-up column, before it looks whether somebody has the text already: what to search by, and first
 * among it what to write. Until the transaction ends no other key is written with, anywhere. Throws ProtocolError("unavailable") in a
 * process that has yet to learn that another key came into use.
 */
export type LookupForWriting = (tx: Kysely<Schema>, kind: LookupKind, text: string) => Promise<readonly Uint8Array[]>;

interface LookupForWritingDeps {
  readonly kind: Database["kind"];
  readonly shelf: Pick<KeyShelf, "lookupKeys">;
  readonly sealing: Pick<Sealing, "lookup">;
  /** Fetches the keys anew. */
  readonly onStaleKey: () => void;
}

export function createLookupForWriting({ kind: database, shelf, sealing, onStaleKey }: LookupForWritingDeps) {
  /** The row stays locked against being retired; SQLite has one writer anyway. */
  const holdCurrent = (tx: Kysely<Schema>) =>
    tx
      .selectFrom("data_keys")
      .select("id")
      .where("purpose", "=", "lookup")
      .where("retired_at", "is", null)
      .orderBy("created_at")
      .orderBy("id")
      .limit(1)
      .$if(database === "postgres", (query) => query.forShare())
      .executeTakeFirst();

  const lookupForWriting: LookupForWriting = async (tx, kind, text) => {
    const held = await holdCurrent(tx);
    const [current] = shelf.lookupKeys();
    if (held && current && sameKey(held.id, current.id)) return sealing.lookup(kind, text);
    onStaleKey();
    throw new ProtocolError("unavailable", { detail: "A new key is being fetched; ask again", retryAfterMs: 1_000 });
  };
  return lookupForWriting;
}
