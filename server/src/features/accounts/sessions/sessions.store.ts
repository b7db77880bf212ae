import type { Role } from "@tacet/protocol";
import type { Kysely } from "kysely";
import { compiledQuery } from "../../../storage/compiled-query.ts";
import type { Schema } from "../../../storage/schema.ts";
import type { EndedSession } from "./session-ending.ts";

type Tx = Kysely<Schema>;

export interface StoredSession {
  readonly id: Uint8Array;
  readonly accountId: Uint8Array;
  readonly tokenHash: Uint8Array;
  readonly previousUntil: number | null;
  readonly hasPrevious: boolean;
  readonly carrier: "cookie" | "token";
  readonly lastUsedAt: number;
  readonly rotatedAt: number;
  readonly provedAt: number;
  readonly expiresAt: number;
  readonly leavesNothing: 0 | 1;
  readonly role: Role;
  readonly accountState: "active" | "disabled" | "deleted";
}

export interface NewStoredSession {
  readonly id: Uint8Array;
  readonly accountId: Uint8Array;
  readonly tokenHash: Uint8Array;
  readonly carrier: "cookie" | "token";
  readonly label: Uint8Array;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly leavesNothing: boolean;
}

export interface StoredDevice {
  readonly id: Uint8Array;
  readonly carrier: "cookie" | "token";
  readonly label: Uint8Array;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
  readonly leavesNothing: 0 | 1;
}

interface Rotation {
  readonly id: Uint8Array;
  /** The one that was shown: it wins once. */
  readonly shownHash: Uint8Array;
  readonly freshHash: Uint8Array;
  readonly now: number;
}

/** Signed-in devices. */
export function createSessionRows() {
  const byToken = compiledQuery((tx, { hash }: { readonly hash: Uint8Array }) =>
    tx
      .selectFrom("sessions")
      .innerJoin("accounts", "accounts.id", "sessions.account_id")
      .select([
        "sessions.id",
        "sessions.account_id as accountId",
        "sessions.token_hash as tokenHash",
        "sessions.previous_hash as previousHash",
        "sessions.previous_until as previousUntil",
        "sessions.carrier",
        "sessions.last_used_at as lastUsedAt",
        "sessions.rotated_at as rotatedAt",
        "sessions.proved_at as provedAt",
        "sessions.expires_at as expiresAt",
        "sessions.leaves_nothing as leavesNothing",
        "accounts.role",
        "accounts.state as accountState",
      ])
      .where((session) =>
        session.or([session("sessions.token_hash", "=", hash), session("sessions.previous_hash", "=", hash)]),
      ),
  );

  const byId = compiledQuery((tx, { id }: { readonly id: Uint8Array }) =>
    tx
      .selectFrom("sessions")
      .innerJoin("accounts", "accounts.id", "sessions.account_id")
      .select([
        "sessions.id",
        "sessions.account_id as accountId",
        "sessions.carrier",
        "sessions.proved_at as provedAt",
        "sessions.last_used_at as lastUsedAt",
        "sessions.expires_at as expiresAt",
        "sessions.leaves_nothing as leavesNothing",
        "accounts.role",
      ])
      .where("sessions.id", "=", id)
      .where("accounts.state", "=", "active"),
  );

  return {
    /** Of an active account; whether time has ended it the caller sees. */
    sessionById: async (tx: Tx, id: Uint8Array) => (await byId(tx, { id }))[0],

    /** Which of these are there and have not been ended by time. */
    sessionsAlive: async (tx: Tx, ids: readonly Uint8Array[], { usedBefore, now }: Omit<Lapse, "limit">) => {
      const found = await tx
        .selectFrom("sessions")
        .innerJoin("accounts", "accounts.id", "sessions.account_id")
        .select("sessions.id")
        .where("sessions.id", "in", ids)
        .where("accounts.state", "=", "active")
        .where("sessions.last_used_at", ">=", usedBefore)
        .where("sessions.expires_at", ">", now)
        .execute();
      return found.map(({ id }) => id);
    },

    insertSession: async (tx: Tx, session: NewStoredSession): Promise<void> => {
      await tx
        .insertInto("sessions")
        .values({
          id: session.id,
          account_id: session.accountId,
          token_hash: session.tokenHash,
          carrier: session.carrier,
          label: session.label,
          created_at: session.createdAt,
          last_used_at: session.createdAt,
          rotated_at: session.createdAt,
          proved_at: session.createdAt,
          expires_at: session.expiresAt,
          leaves_nothing: session.leavesNothing ? 1 : 0,
        })
        .execute();
    },

    /** By its token, or the one before. */
    sessionByToken: async (tx: Tx, hash: Uint8Array): Promise<StoredSession | undefined> => {
      const [row] = await byToken(tx, { hash });
      if (!row) return undefined;
      const { previousHash, ...session } = row;
      return { ...session, hasPrevious: previousHash !== null };
    },

    /** False when another request has rotated it first. */
    rotateCurrent: async (tx: Tx, { id, shownHash, freshHash, now }: Rotation): Promise<boolean> =>
      (
        await tx
          .updateTable("sessions")
          .set({ token_hash: freshHash, previous_hash: shownHash, previous_until: null, rotated_at: now })
          .where("id", "=", id)
          .where("token_hash", "=", shownHash)
          .returning("id")
          .execute()
      ).length === 1,

    /** In place of a token that never arrived: the one before it is still shown. */
    replaceUnused: async (tx: Tx, { id, shownHash, freshHash, now }: Rotation): Promise<boolean> =>
      (
        await tx
          .updateTable("sessions")
          .set({ token_hash: freshHash, rotated_at: now })
          .where("id", "=", id)
          .where("previous_hash", "=", shownHash)
          .where("previous_until", "is", null)
          .where("rotated_at", "<", now)
          .returning("id")
          .execute()
      ).length === 1,

    /** The new token was used, so the one before it ends. */
    endPreviousAt: async (tx: Tx, id: Uint8Array, until: number): Promise<void> => {
      await tx
        .updateTable("sessions")
        .set({ previous_until: until })
        .where("id", "=", id)
        .where("previous_until", "is", null)
        .execute();
    },

    markUsed: async (tx: Tx, { id, accountId }: Pick<StoredSession, "id" | "accountId">, now: number) => {
      await tx.updateTable("sessions").set({ last_used_at: now }).where("id", "=", id).execute();
      await markSeen(tx, accountId, now);
    },

    markSeen,

    markProven: async (tx: Tx, id: Uint8Array, now: number): Promise<void> => {
      await tx.updateTable("sessions").set({ proved_at: now }).where("id", "=", id).execute();
    },

    /** Last used first. */
    devicesOf: (tx: Tx, accountId: Uint8Array, limit: number): Promise<StoredDevice[]> =>
      tx
        .selectFrom("sessions")
        .select([
          "id",
          "carrier",
          "label",
          "created_at as createdAt",
          "last_used_at as lastUsedAt",
          "expires_at as expiresAt",
          "leaves_nothing as leavesNothing",
        ])
        .where("account_id", "=", accountId)
        .orderBy("last_used_at", "desc")
        .orderBy("id")
        .limit(limit)
        .execute(),

    device: (tx: Tx, accountId: Uint8Array, id: Uint8Array): Promise<Pick<StoredDevice, "label"> | undefined> =>
      tx
        .selectFrom("sessions")
        .select("label")
        .where("account_id", "=", accountId)
        .where("id", "=", id)
        .executeTakeFirst(),

    /** Undefined when the account has no such session. */
    endSession: async (tx: Tx, accountId: Uint8Array, id: Uint8Array): Promise<EndedSession | undefined> => {
      const [ended] = await tx
        .deleteFrom("sessions")
        .where("account_id", "=", accountId)
        .where("id", "=", id)
        .returning(endedColumns)
        .execute();
      return ended && endedOf(ended);
    },

    /** All of an account's but one, or all. */
    endSessionsBut: async (tx: Tx, accountId: Uint8Array, kept?: Uint8Array): Promise<EndedSession[]> => {
      const ended = await tx
        .deleteFrom("sessions")
        .where("account_id", "=", accountId)
        .$if(kept !== undefined, (query) => query.where("id", "!=", kept ?? null))
        .returning(endedColumns)
        .execute();
      return ended.map(endedOf);
    },

    endLapsedSessions: async (tx: Tx, { usedBefore, now, limit }: Lapse): Promise<LapsedSession[]> => {
      const ended = await tx
        .deleteFrom("sessions")
        .where("id", "in", (session) =>
          session
            .selectFrom("sessions")
            .select("id")
            .where((lapsed) => lapsed.or([lapsed("last_used_at", "<", usedBefore), lapsed("expires_at", "<=", now)]))
            .limit(limit),
        )
        .returning([...endedColumns, "account_id as accountId"])
        .execute();
      return ended.map(({ accountId, ...session }) => ({ ...endedOf(session), accountId }));
    },
  };
}

/** What is shown to nobody is not kept either. */
async function markSeen(tx: Tx, accountId: Uint8Array, now: number): Promise<void> {
  await tx
    .updateTable("accounts")
    .set({ last_seen_at: now })
    .where("id", "=", accountId)
    .where("show_last_seen", "!=", "nobody")
    .execute();
}

const endedColumns = ["id", "leaves_nothing as leavesNothing"] as const;

const endedOf = ({ id, leavesNothing }: { readonly id: Uint8Array; readonly leavesNothing: 0 | 1 }): EndedSession => ({
  id,
  leavesNothing: leavesNothing === 1,
});

interface LapsedSession extends EndedSession {
  readonly accountId: Uint8Array;
}

interface Lapse {
  readonly usedBefore: number;
  readonly now: number;
  readonly limit: number;
}
