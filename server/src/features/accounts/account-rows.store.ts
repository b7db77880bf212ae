import {
  ACCOUNT_ID_BYTES,
  equalBytes,
  type Audience,
  type ContactLanguage,
  type Role,
  type SignInNeeds,
} from "@tacet/protocol";
import type { Kysely, Selectable } from "kysely";
import { compiledQuery } from "../../storage/compiled-query.ts";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";
import type { AccountsTable } from "../../storage/tables/account-tables.ts";

type Tx = Kysely<Schema>;

/** Sealed values stay sealed: rules open what they need. */
export interface StoredAccount {
  readonly id: Uint8Array;
  readonly username: string;
  readonly state: "active" | "disabled" | "deleted";
  readonly role: Role;
  readonly signInNeeds: SignInNeeds;
  readonly password: Uint8Array | null;
  readonly phrase: Uint8Array | null;
  readonly phone: Uint8Array | null;
  readonly email: Uint8Array | null;
  readonly profile: Uint8Array | null;
  readonly language: ContactLanguage;
  readonly showLastSeen: Audience;
  readonly findByUsername: Audience;
  readonly findByPhone: Audience;
  readonly lastSeenAt: number | null;
  /** As in `SignInDay`. */
  readonly lastSignInDay: number | null;
  readonly createdAt: number;
}

interface SignInDay {
  readonly id: Uint8Array;
  /** In UTC, counted since 1970. */
  readonly day: number;
}

export interface NewAccount extends Omit<StoredAccount, "state" | "email" | "lastSeenAt" | "lastSignInDay"> {
  readonly skeleton: string;
  readonly phoneHash: Uint8Array | null;
}

interface Either {
  readonly username: string;
  readonly emailHashes: readonly Uint8Array[];
}

const firstId = new Uint8Array(ACCOUNT_ID_BYTES);

const columns = [
  "id",
  "username",
  "state",
  "role",
  "sign_in_needs as signInNeeds",
  "password",
  "phrase",
  "phone",
  "email",
  "profile",
  "language",
  "show_last_seen as showLastSeen",
  "find_by_username as findByUsername",
  "find_by_phone as findByPhone",
  "last_seen_at as lastSeenAt",
  "last_sign_in_day as lastSignInDay",
  "created_at as createdAt",
] as const;

const idByHash = (tx: Tx, column: "phone_hash" | "email_hash", hashes: readonly Uint8Array[]) =>
  tx.selectFrom("accounts").select("id").where(column, "in", hashes).executeTakeFirst();

export function createAccountRows(kind: Database["kind"]) {
  const byId = compiledQuery((tx, { id }: { readonly id: Uint8Array }) =>
    tx.selectFrom("accounts").select(columns).where("id", "=", id),
  );
  const idBy = compiledQuery((tx, { username }: { readonly username: string }) =>
    tx.selectFrom("accounts").select("id").where("username", "=", username),
  );
  const firstFrom = compiledQuery((tx, { id }: { readonly id: Uint8Array }) =>
    tx.selectFrom("accounts").select(columns).where("id", ">=", id).orderBy("id").limit(1),
  );

  /** A row is read whether there is such an account or not: the same work for everybody. */
  const evenly = async (tx: Tx, id: Uint8Array | undefined): Promise<StoredAccount | undefined> => {
    const [row] = await firstFrom(tx, { id: id ?? firstId });
    return row && id && equalBytes(row.id, id) ? row : undefined;
  };

  return {
    /** False when the name, one that looks like it, the phone or the id is taken. */
    insertAccount: async (tx: Tx, account: NewAccount): Promise<boolean> => {
      const inserted = await tx
        .insertInto("accounts")
        .values({
          id: account.id,
          username: account.username,
          skeleton: account.skeleton,
          state: "active",
          role: account.role,
          sign_in_needs: account.signInNeeds,
          password: account.password,
          phrase: account.phrase,
          phone: account.phone,
          phone_hash: account.phoneHash,
          profile: account.profile,
          language: account.language,
          show_last_seen: account.showLastSeen,
          find_by_username: account.findByUsername,
          find_by_phone: account.findByPhone,
          created_at: account.createdAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning("id")
        .execute();
      return inserted.length === 1;
    },

    accountById: async (tx: Tx, id: Uint8Array): Promise<StoredAccount | undefined> => (await byId(tx, { id }))[0],

    accountByUsername: async (tx: Tx, username: string): Promise<StoredAccount | undefined> =>
      evenly(tx, (await idBy(tx, { username }))[0]?.id),

    /** By one of the keyed hashes of its address. */
    accountByEmail: async (tx: Tx, hashes: readonly Uint8Array[]): Promise<StoredAccount | undefined> =>
      evenly(tx, (await idByHash(tx, "email_hash", hashes))?.id),

    /** By its name or one of the keyed hashes of its address. */
    accountByEither: async (tx: Tx, { username, emailHashes }: Either): Promise<StoredAccount | undefined> => {
      const [named] = await idBy(tx, { username });
      const addressed = await idByHash(tx, "email_hash", emailHashes);
      return evenly(tx, named?.id ?? addressed?.id);
    },

    /** As it is, and stays until the transaction ends; undefined unless it is active. */
    lockAccount: (tx: Tx, id: Uint8Array): Promise<StoredAccount | undefined> =>
      tx
        .selectFrom("accounts")
        .select(columns)
        .where("id", "=", id)
        .where("state", "=", "active")
        .$if(kind === "postgres", (query) => query.forNoKeyUpdate())
        .executeTakeFirst(),

    /** By any of the hashes that its number may be looked up by. */
    accountByPhone: async (tx: Tx, hashes: readonly Uint8Array[]): Promise<StoredAccount | undefined> =>
      evenly(tx, (await idByHash(tx, "phone_hash", hashes))?.id),

    /** Whether this name, or one that looks like it, has an account or had one. */
    isNameTaken: async (tx: Tx, skeleton: string): Promise<boolean> =>
      (await tx.selectFrom("accounts").select("id").where("skeleton", "=", skeleton).executeTakeFirst()) !== undefined,

    /** False unless it is active; if it is, it stays so until the transaction ends. */
    markSignedIn: async (tx: Tx, { id, day }: SignInDay): Promise<boolean> =>
      (
        await tx
          .updateTable("accounts")
          .set({ last_sign_in_day: day })
          .where("id", "=", id)
          .where("state", "=", "active")
          .returning("id")
          .execute()
      ).length === 1,

    changeAccount: async (tx: Tx, id: Uint8Array, changes: AccountChanges): Promise<void> => {
      await tx.updateTable("accounts").set(changes).where("id", "=", id).where("state", "!=", "deleted").execute();
    },
  };
}

/** By the columns' own names. */
export type AccountChanges = Partial<
  Pick<
    Selectable<AccountsTable>,
    | "sign_in_needs"
    | "password"
    | "phrase"
    | "phone"
    | "phone_hash"
    | "email"
    | "email_hash"
    | "profile"
    | "language"
    | "show_last_seen"
    | "find_by_username"
    | "find_by_phone"
    | "last_seen_at"
  >
>;
