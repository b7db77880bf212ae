import { sql, type Kysely, type SqlBool } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { MemberOf } from "./members.store.ts";

type Db = Kysely<Schema>;

export interface NewInviteRow {
  readonly id: Uint8Array;
  readonly conversationId: Uint8Array;
  readonly tokenHash: Uint8Array;
  readonly madeBy: Uint8Array;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly maxUses: number | null;
}

export interface StoredInvite extends Pick<NewInviteRow, "id" | "madeAt" | "expiresAt" | "maxUses"> {
  /** The name of the account. */
  readonly madeBy: string;
  readonly uses: number;
}

/** A link that somebody has, and where it leads. */
export interface FoundInvite {
  readonly id: Uint8Array;
  readonly conversationId: Uint8Array;
  /** Sealed. */
  readonly settings: Uint8Array | null;
  readonly makerId: Uint8Array;
  readonly makerName: string;
  readonly makerProfile: Uint8Array | null;
}

/** Links to groups. What is not there any more is void; so is what is used up, too old, or made by an account that is not active. */
export function createGroupInviteRows() {
  return {
    insertInvite: async (tx: Db, invite: NewInviteRow): Promise<void> => {
      await tx
        .insertInto("group_invites")
        .values({
          id: invite.id,
          conversation_id: invite.conversationId,
          token_hash: invite.tokenHash,
          made_by: invite.madeBy,
          made_at: invite.madeAt,
          expires_at: invite.expiresAt,
          max_uses: invite.maxUses,
          uses: 0,
        })
        .execute();
    },

    /** Those that are neither used up nor too old, newest first. */
    openInvites: (db: Db, conversationId: Uint8Array, now: number): Promise<StoredInvite[]> =>
      db
        .selectFrom("group_invites as i")
        .innerJoin("accounts as maker", "maker.id", "i.made_by")
        .select(["i.id", "i.made_at as madeAt", "i.expires_at as expiresAt", "i.max_uses as maxUses", "i.uses"])
        .select("maker.username as madeBy")
        .where("i.conversation_id", "=", conversationId)
        .where(isOpen(now))
        .orderBy("i.made_at", "desc")
        .orderBy("i.id")
        .execute(),

    /** Whether it can be used or not. */
    inviteByToken: (db: Db, tokenHash: Uint8Array): Promise<FoundInvite | undefined> =>
      db
        .selectFrom("group_invites as i")
        .innerJoin("conversations as c", "c.id", "i.conversation_id")
        .innerJoin("accounts as maker", "maker.id", "i.made_by")
        .select(["i.id", "c.id as conversationId", "c.settings"])
        .select(["maker.id as makerId", "maker.username as makerName", "maker.profile as makerProfile"])
        .where("i.token_hash", "=", tokenHash)
        .where("maker.state", "=", "active")
        .executeTakeFirst(),

    isInviteOpen: async (db: Db, id: Uint8Array, now: number): Promise<boolean> =>
      (await db.selectFrom("group_invites").select("id").where("id", "=", id).where(isOpen(now)).executeTakeFirst()) !==
      undefined,

    /** True for as many callers as it has uses left, however many try at the same time: one statement decides. */
    useInvite: async (tx: Db, id: Uint8Array, now: number): Promise<boolean> => {
      const used = await tx
        .updateTable("group_invites")
        .set((invite) => ({ uses: invite("uses", "+", 1) }))
        .where("id", "=", id)
        .where(isOpen(now))
        .returning("id")
        .execute();
      return used.length > 0;
    },

    deleteInvite: async (tx: Db, conversationId: Uint8Array, id: Uint8Array): Promise<void> => {
      await tx.deleteFrom("group_invites").where("conversation_id", "=", conversationId).where("id", "=", id).execute();
    },

    /** Those that one member has made. */
    deleteInvitesOf: async (tx: Db, { conversationId, accountId }: MemberOf): Promise<void> => {
      await tx
        .deleteFrom("group_invites")
        .where("conversation_id", "=", conversationId)
        .where("made_by", "=", accountId)
        .execute();
    },

    deleteInvitesExpiredBefore: async (tx: Db, before: number): Promise<void> => {
      await tx.deleteFrom("group_invites").where("expires_at", "<", before).execute();
    },
  };
}

const isOpen = (now: number) => sql<SqlBool>`expires_at > ${now} and (max_uses is null or uses < max_uses)`;
