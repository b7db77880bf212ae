import { ProtocolError } from "@tacet/protocol";
import type { Kysely } from "kysely";
import { sameKey, type HeldPurpose } from "./data-keys.ts";
import type { Database } from "./database.ts";
import type { KeyShelf, OpenDataKey } from "./key-shelf.ts";
import type { Schema } from "./schema.ts";
import type { LookupKind, Sealing } from "./sealing.ts";

/**
 * For a transaction that writes a look-up column, before it looks whether somebody has the text already: what to search by, and first
 * among it what to write. Until the transaction ends no other key is written with, anywhere. Throws ProtocolError("unavailable") in a
 * process that has yet to learn that another key came into use.
 */
export type LookupForWriting = (tx: Kysely<Schema>, kind: LookupKind, text: string) => Promise<readonly Uint8Array[]>;

export interface AuditKeys {
  /** The one to sign with, the only one anywhere until the transaction ends. Throws ProtocolError("unavailable") as above. */
  hold(tx: Kysely<Schema>): Promise<OpenDataKey>;
  /** The current first, then all that ever signed. */
  all(): readonly OpenDataKey[];
}

export interface HeldKeys {
  readonly lookupForWriting: LookupForWriting;
  readonly auditKeys: AuditKeys;
}

interface HeldKeysDeps {
  readonly kind: Database["kind"];
  readonly shelf: Pick<KeyShelf, "held">;
  readonly sealing: Pick<Sealing, "lookup">;
  /** Fetches the keys anew. */
  readonly onStaleKey: () => void;
}

export function createHeldKeys({ kind: database, shelf, sealing, onStaleKey }: HeldKeysDeps): HeldKeys {
  /** The row stays locked against being retired; SQLite has one writer anyway. */
  const lockCurrent = (tx: Kysely<Schema>, purpose: HeldPurpose) =>
    tx
      .selectFrom("data_keys")
      .select("id")
      .where("purpose", "=", purpose)
      .where("retired_at", "is", null)
      .orderBy("created_at")
      .orderBy("id")
      .limit(1)
      .$if(database === "postgres", (query) => query.forShare())
      .executeTakeFirst();

  async function hold(tx: Kysely<Schema>, purpose: HeldPurpose): Promise<OpenDataKey> {
    const locked = await lockCurrent(tx, purpose);
    const [current] = shelf.held(purpose);
    if (locked && current && sameKey(locked.id, current.id)) return current;
    onStaleKey();
    throw new ProtocolError("unavailable", { detail: "A new key is being fetched; ask again", retryAfterMs: 1_000 });
  }

  return {
    lookupForWriting: async (tx, kind, text) => {
      await hold(tx, "lookup");
      return sealing.lookup(kind, text);
    },
    auditKeys: { hold: (tx) => hold(tx, "audit"), all: () => shelf.held("audit") },
  };
}
