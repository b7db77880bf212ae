import type { Role } from "@tacet/protocol";
import { sql, type Kysely } from "kysely";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";

type Db = Kysely<Schema>;

export interface StoredAdministered {
  readonly id: Uint8Array;
  readonly username: string;
  readonly role: Role;
  readonly state: "active" | "disabled" | "deleted";
  readonly createdAt: number;
  /** Since 1970, in UTC. */
  readonly lastSignInDay: number | null;
}

interface Page {
  readonly startsWith: string;
  readonly after: string;
  readonly limit: number;
}

const columns = [
  "id",
  "username",
  "role",
  "state",
  "created_at as createdAt",
  "last_sign_in_day as lastSignInDay",
] as const;

export type AdministeredStore = ReturnType<typeof createAdministeredStore>;

/** Accounts, as far as who runs the server sees and changes them. */
export const createAdministeredStore = ({ kind }: Pick<Database, "kind">) => ({
  /** By name; `after` is exclusive. */
  accounts: (db: Db, { startsWith, after, limit }: Page): Promise<StoredAdministered[]> =>
    db
      .selectFrom("accounts")
      .select(columns)
      .where("username", ">", after)
      .where(sql<boolean>`username like ${likeStart(startsWith)} escape '!'`)
      .orderBy("username")
      .limit(limit)
      .execute(),

  accountByName: (db: Db, username: string): Promise<StoredAdministered | undefined> =>
    db.selectFrom("accounts").select(columns).where("username", "=", username).executeTakeFirst(),

  namesOf: async (db: Db, ids: readonly Uint8Array[]) =>
    ids.length === 0 ? [] : db.selectFrom("accounts").select(["id", "username"]).where("id", "in", ids).execute(),

  /** All that can act as one; nobody else takes part in deciding about them until the transaction ends. */
  holdAdmins: async (tx: Db): Promise<readonly Uint8Array[]> => {
    const admins = await tx
      .selectFrom("accounts")
      .select("id")
      .where("role", "=", "admin")
      .where("state", "=", "active")
      .orderBy("id")
      // Whoever refers to one of them, such as a session that begins, need not wait.
      .$if(kind === "postgres", (query) => query.forNoKeyUpdate())
      .execute();
    return admins.map(({ id }) => id);
  },

  /** False when it was so before, or is deleted. */
  setState: async (tx: Db, id: Uint8Array, state: "active" | "disabled"): Promise<boolean> =>
    (
      await tx
        .updateTable("accounts")
        .set({ state })
        .where("id", "=", id)
        .where("state", "=", state === "active" ? "disabled" : "active")
        .returning("id")
        .execute()
    ).length === 1,

  /** False when it was so before, or is deleted. */
  setRole: async (tx: Db, id: Uint8Array, role: Role): Promise<boolean> =>
    (
      await tx
        .updateTable("accounts")
        .set({ role })
        .where("id", "=", id)
        .where("role", "!=", role)
        .where("state", "!=", "deleted")
        .returning("id")
        .execute()
    ).length === 1,
});

/** `_` stands in usernames, and for any character in LIKE. */
const likeStart = (start: string): string => `${start.replaceAll("_", "!_")}%`;
