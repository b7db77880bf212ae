import type { Role } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";

type Db = Kysely<Schema>;

export interface InviteRow {
  readonly id: Uint8Array;
  readonly tokenHash: Uint8Array;
  /** An account's id; null for the console. */
  readonly madeBy: Uint8Array | null;
  readonly role: Role;
  readonly username: string | null;
  readonly skeleton: string | null;
  readonly madeAt: number;
  readonly expiresAt: number;
}

export interface StoredInvite extends Pick<InviteRow, "id" | "role" | "username" | "madeAt" | "expiresAt"> {
  /** Names of accounts. */
  readonly madeBy: string | null;
  readonly usedBy: string | null;
  readonly usedAt: number | null;
}

interface Page {
  readonly before: { readonly madeAt: number; readonly id: Uint8Array } | undefined;
  readonly limit: number;
}

interface KeptName {
  readonly skeleton: string;
  /** An invite that does not count. */
  readonly but: Uint8Array | undefined;
  readonly now: number;
}

interface Use {
  readonly id: Uint8Array;
  readonly accountId: Uint8Array;
  readonly now: number;
}

export type InviteStore = ReturnType<typeof createInviteStore>;

export const createInviteStore = () => ({
  insertInvite: async (tx: Db, { id, tokenHash, madeBy, madeAt, expiresAt, ...makes }: InviteRow): Promise<void> => {
    const row = { id, token_hash: tokenHash, made_by: madeBy, made_at: madeAt, expires_at: expiresAt, ...makes };
    await tx.insertInto("invites").values(row).execute();
  },

  /** One that can be used: its maker, when that is an account, is still an administrator. */
  usableInvite: (db: Db, tokenHash: Uint8Array, now: number) =>
    open(db, now)
      .leftJoin("accounts as maker", "maker.id", "invites.made_by")
      .select(["invites.id", "invites.role", "invites.username"])
      .where("invites.token_hash", "=", tokenHash)
      .where((invite) =>
        invite.or([
          invite("invites.made_by", "is", null),
          invite.and([invite("maker.role", "=", "admin"), invite("maker.state", "=", "active")]),
        ]),
      )
      .executeTakeFirst(),

  /** True for one caller, whoever else tries at the same time. */
  useInvite: async (tx: Db, { id, accountId, now }: Use): Promise<boolean> =>
    (
      await tx
        .updateTable("invites")
        .set({ used_by: accountId, used_at: now })
        .where("id", "=", id)
        .where("used_at", "is", null)
        .where("expires_at", ">", now)
        .returning("id")
        .execute()
    ).length === 1,

  isNameKept: async (db: Db, { skeleton, but, now }: KeptName): Promise<boolean> =>
    (await open(db, now)
      .select("invites.id")
      .where("invites.skeleton", "=", skeleton)
      .$if(but !== undefined, (query) => query.where("invites.id", "!=", but ?? null))
      .executeTakeFirst()) !== undefined,

  countOpen: async (db: Db, now: number): Promise<number> =>
    (
      await open(db, now)
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow()
    ).count,

  /** Newest first; `before` is exclusive. */
  invites: (db: Db, { before, limit }: Page): Promise<StoredInvite[]> =>
    db
      .selectFrom("invites")
      .leftJoin("accounts as maker", "maker.id", "invites.made_by")
      .leftJoin("accounts as made", "made.id", "invites.used_by")
      .select([
        "invites.id",
        "invites.role",
        "invites.username",
        "invites.made_at as madeAt",
        "invites.expires_at as expiresAt",
        "invites.used_at as usedAt",
        "maker.username as madeBy",
        "made.username as usedBy",
      ])
      .$if(before !== undefined, (query) =>
        query.where((invite) =>
          invite(
            invite.refTuple("invites.made_at", "invites.id"),
            "<",
            invite.tuple(before?.madeAt ?? 0, before?.id ?? new Uint8Array()),
          ),
        ),
      )
      .orderBy("invites.made_at", "desc")
      .orderBy("invites.id", "desc")
      .limit(limit)
      .execute(),

  /** Undefined when there is none that could still be used. */
  revoke: (tx: Db, id: Uint8Array, now: number) =>
    unused(tx, now).where("id", "=", id).returning(["role", "username"]).executeTakeFirst(),

  /** Those that an account has made; answers how many. */
  revokeOfMaker: async (tx: Db, madeBy: Uint8Array, now: number): Promise<number> =>
    (await unused(tx, now).where("made_by", "=", madeBy).returning("id").execute()).length,

  /** Those for names that look so; answers how many. */
  revokeForName: async (tx: Db, skeleton: string, now: number): Promise<number> =>
    (await unused(tx, now).where("skeleton", "=", skeleton).returning("id").execute()).length,

  forgetExpiredBefore: async (tx: Db, before: number): Promise<void> => {
    await tx.deleteFrom("invites").where("expires_at", "<", before).execute();
  },
});

const open = (db: Db, now: number) =>
  db.selectFrom("invites").where("invites.used_at", "is", null).where("invites.expires_at", ">", now);

const unused = (tx: Db, now: number) =>
  tx.deleteFrom("invites").where("used_at", "is", null).where("expires_at", ">", now);
