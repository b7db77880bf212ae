import { TOMBSTONE_MS, type EndReason } from "@tacet/protocol";
import { sql, type Kysely } from "kysely";
import { compiledQuery } from "../../storage/compiled-query.ts";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";
import { createClaimRows } from "./claims.store.ts";
import type { NoteStanding } from "./note-state.ts";
import { createUsageRows, TOMBSTONE_BYTES } from "./usage.store.ts";

type Tx = Kysely<Schema>;

export interface StoredNewNote {
  readonly id: Uint8Array;
  readonly findKey: Uint8Array;
  readonly claimKey: Uint8Array;
  readonly receiptHash: Uint8Array;
  readonly confirmHash: Uint8Array;
  /** Of everything the sender signed: tells a retry from another note of the same id. */
  readonly createHash: Uint8Array;
  readonly header: Uint8Array;
  readonly headerSignature: Uint8Array;
  readonly sealedBody: Uint8Array;
  readonly reads: number;
  readonly chargedBytes: number;
  readonly madeAt: number;
  readonly expiresAt: number;
}

/** What proofs are checked against. For an id that is unknown, keys that no proof fits. */
export interface ProofKeys {
  readonly isKnown: boolean;
  readonly findKey: Uint8Array;
  readonly claimKey: Uint8Array;
}

/** What a reader who proved the link may know. */
export interface FoundNote extends NoteStanding {
  readonly header: Uint8Array | null;
  readonly headerSignature: Uint8Array | null;
  readonly failedTries: number;
  readonly nextTryAt: number;
  readonly now: number;
}

export interface NoteForReceipt extends NoteStanding {
  readonly id: Uint8Array;
  readonly reads: number;
  readonly madeAt: number;
  readonly failedTries: number;
  readonly now: number;
}

export interface LockedNote extends NoteStanding {
  readonly confirmHash: Uint8Array;
  readonly failedTries: number;
  readonly nextTryAt: number;
  readonly chargedBytes: number;
  readonly now: number;
}

export type NoteStore = ReturnType<typeof createNoteStore>;

/**
 * Rows of notes, of claims and of what they take up. It opens no transaction; what must stand together is the rules' to say. `now` is the
 * database's own.
 */
export const createNoteStore = (database: Pick<Database, "kind" | "now">) => ({
  ...createNoteRows(database),
  ...createClaimRows(database),
  ...createUsageRows(),
});

const standing = [
  "state",
  "end_reason as endReason",
  "ended_at as endedAt",
  "reads_left as readsLeft",
  "expires_at as expiresAt",
] as const;

interface ById {
  readonly id: Uint8Array;
}

interface Ending extends ById {
  readonly reason: EndReason;
  readonly at: number;
}

function createNoteRows(database: Pick<Database, "kind" | "now">) {
  const { now } = database;
  const queries = createNoteQueries(database);
  return {
    /** False when the id, or the receipt, is taken. */
    insert: async (tx: Tx, note: StoredNewNote): Promise<boolean> => (await queries.insert(tx, note)).length === 1,

    createdAs: async (tx: Tx, id: Uint8Array): Promise<{ createHash: Uint8Array; expiresAt: number } | undefined> =>
      (await queries.createdAs(tx, { id }))[0],

    /** One row of one shape whether the note exists or not, so that the time tells nothing. */
    proofKeys: async (tx: Tx, id: Uint8Array, decoy: Uint8Array): Promise<ProofKeys> => {
      const [row] = await queries.proofKeys(tx, { id, decoy });
      if (!row) throw new Error("a row that always is there is not");
      return { isKnown: row.reads !== null, findKey: row.findKey, claimKey: row.claimKey };
    },

    find: async (tx: Tx, id: Uint8Array): Promise<FoundNote | undefined> => (await queries.find(tx, { id }))[0],

    /** Takes one read, if there is one: the time of it, or undefined. */
    takeRead: async (tx: Tx, id: Uint8Array): Promise<number | undefined> =>
      (await queries.takeRead(tx, { id }))[0]?.now,

    sealedBody: async (tx: Tx, id: Uint8Array): Promise<Uint8Array | undefined> =>
      (await queries.sealedBody(tx, { id }))[0]?.body ?? undefined,

    /** Taken before claims are touched, by all who touch them, so that two last confirmations cannot miss each other (RULES.md N6). */
    lock: async (tx: Tx, id: Uint8Array): Promise<LockedNote | undefined> => (await queries.lock(tx, { id }))[0],

    byReceipt: async (tx: Tx, receiptHash: Uint8Array): Promise<NoteForReceipt | undefined> =>
      tx
        .selectFrom("notes")
        .select([...standing, "id", "reads", "made_at as madeAt", "failed_tries as failedTries", now.as("now")])
        .where("receipt_hash", "=", receiptHash)
        .executeTakeFirst(),

    chargeTry: async (tx: Tx, id: Uint8Array, nextTryAt: number): Promise<void> => {
      await queries.chargeTry(tx, { id, nextTryAt });
    },

    /** Ciphertext, header and claim key go; what proves, and how it ended, stays for the life of a tombstone (RULES.md S2). */
    end: async (tx: Tx, ending: Ending): Promise<void> => {
      await queries.end(tx, { ...ending, forgetAt: ending.at + TOMBSTONE_MS });
    },

    /** Live notes past their time that no open lease holds any longer. */
    expired: async (tx: Tx, limit: number): Promise<Uint8Array[]> =>
      (
        await tx
          .selectFrom("notes")
          .select("id")
          .where("state", "=", "live")
          .where("expires_at", "<=", now)
          .where((note) =>
            note.not(
              note.exists(
                note
                  .selectFrom("note_claims")
                  .select("claim_hash")
                  .whereRef("note_claims.note_id", "=", "notes.id")
                  .where("note_claims.state", "=", "open"),
              ),
            ),
          )
          .limit(limit)
          .execute()
      ).map((row) => row.id),

    /** Forgets tombstones whose time is over; gives their ids. */
    forget: async (tx: Tx, limit: number): Promise<Uint8Array[]> => {
      const due = tx
        .selectFrom("notes")
        .select("id")
        .where("state", "=", "ended")
        .where("forget_at", "<=", now)
        .limit(limit);
      const forgotten = await tx.deleteFrom("notes").where("id", "in", due).returning("id").execute();
      return forgotten.map((row) => row.id);
    },
  };
}

/** What the calls of readers and senders run. */
function createNoteQueries({ kind, now }: Pick<Database, "kind" | "now">) {
  return {
    insert: compiledQuery((tx, note: StoredNewNote) =>
      tx
        .insertInto("notes")
        .values({
          id: note.id,
          state: "live",
          find_key: note.findKey,
          claim_key: note.claimKey,
          receipt_hash: note.receiptHash,
          confirm_hash: note.confirmHash,
          create_hash: note.createHash,
          header: note.header,
          header_signature: note.headerSignature,
          body: note.sealedBody,
          reads: note.reads,
          reads_left: note.reads,
          charged_bytes: note.chargedBytes,
          made_at: note.madeAt,
          expires_at: note.expiresAt,
          created_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning("id"),
    ),

    createdAs: compiledQuery((tx, { id }: ById) =>
      tx.selectFrom("notes").select(["create_hash as createHash", "expires_at as expiresAt"]).where("id", "=", id),
    ),

    proofKeys: compiledQuery((tx, { id, decoy }: ById & { readonly decoy: Uint8Array }) => {
      const bytes = kind === "postgres" ? sql`${decoy}::bytea` : sql`${decoy}`;
      return tx
        .selectFrom(sql<{ one: number }>`(select 1 as one)`.as("always"))
        .leftJoin("notes", (join) => join.on("notes.id", "=", id))
        .select([
          "notes.reads",
          sql<Uint8Array>`coalesce(notes.find_key, ${bytes})`.as("findKey"),
          sql<Uint8Array>`coalesce(notes.claim_key, ${bytes})`.as("claimKey"),
        ]);
    }),

    find: compiledQuery((tx, { id }: ById) =>
      tx
        .selectFrom("notes")
        .select([...standing, "header", "header_signature as headerSignature"])
        .select(["failed_tries as failedTries", "next_try_at as nextTryAt", now.as("now")])
        .where("id", "=", id),
    ),

    /**
     * One conditional statement with no subquery, CTE or join, because those let several readers through on PostgreSQL (RULES.md N6).
     */
    takeRead: compiledQuery((tx, { id }: ById) =>
      tx
        .updateTable("notes")
        .set((note) => ({ reads_left: note("reads_left", "-", 1) }))
        .where("id", "=", id)
        .where("state", "=", "live")
        .where("reads_left", ">", 0)
        .where("expires_at", ">", now)
        .where("next_try_at", "<=", now)
        .returning(now.as("now")),
    ),

    sealedBody: compiledQuery((tx, { id }: ById) => tx.selectFrom("notes").select("body").where("id", "=", id)),

    lock: compiledQuery((tx, { id }: ById) =>
      tx
        .selectFrom("notes")
        .select([...standing, "confirm_hash as confirmHash", "failed_tries as failedTries", "next_try_at as nextTryAt"])
        .select(["charged_bytes as chargedBytes", now.as("now")])
        .where("id", "=", id)
        .$if(kind === "postgres", (query) => query.forUpdate()),
    ),

    chargeTry: compiledQuery((tx, { id, nextTryAt }: ById & { readonly nextTryAt: number }) =>
      tx
        .updateTable("notes")
        .set((note) => ({ failed_tries: note("failed_tries", "+", 1), next_try_at: nextTryAt }))
        .where("id", "=", id),
    ),

    end: compiledQuery((tx, { id, reason, at, forgetAt }: Ending & { readonly forgetAt: number }) =>
      tx
        .updateTable("notes")
        .set({ state: "ended", end_reason: reason, ended_at: at, forget_at: forgetAt })
        .set({ claim_key: null, header: null, header_signature: null, body: null, charged_bytes: TOMBSTONE_BYTES })
        .where("id", "=", id)
        .where("state", "=", "live"),
    ),
  };
}
