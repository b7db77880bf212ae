import { ACCOUNT_ID_BYTES, equalBytes, type Audience } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";

type Tx = Kysely<Schema>;

/** An account as far as others have to do with it. */
export interface StoredPerson {
  readonly id: Uint8Array;
  readonly username: string;
  readonly state: "active" | "disabled" | "deleted";
  /** Sealed. */
  readonly profile: Uint8Array | null;
  readonly phoneHash: Uint8Array | null;
  readonly lastSeenAt: number | null;
  readonly showLastSeen: Audience;
  readonly findByUsername: Audience;
  readonly findByPhone: Audience;
}

export const personColumns = [
  "accounts.id",
  "accounts.username",
  "accounts.state",
  "accounts.profile",
  "accounts.phone_hash as phoneHash",
  "accounts.last_seen_at as lastSeenAt",
  "accounts.show_last_seen as showLastSeen",
  "accounts.find_by_username as findByUsername",
  "accounts.find_by_phone as findByPhone",
] as const;

/** How two accounts stand to each other, seen from the first. */
export interface Relation {
  readonly blocks: boolean;
  readonly isBlocked: boolean;
  readonly hasWritten: boolean;
  readonly wasWrittenTo: boolean;
}

export interface Pair {
  readonly own: StoredPerson;
  /** Undefined when there is no such account, or it is one's own. */
  readonly other: StoredPerson | undefined;
}

export interface HeldPeople {
  readonly own: StoredPerson;
  readonly others: readonly StoredPerson[];
}

export type WayToFind = "find_by_username" | "find_by_phone";

interface Openness {
  readonly everybody: boolean;
  readonly acquaintances: boolean;
}

const nobody = new Uint8Array(ACCOUNT_ID_BYTES);

/** The rows of accounts, which this feature only reads and locks. */
export function createPeopleRows(kind: Database["kind"]) {
  /**
   * Accounts, held until the transaction ends: whatever people do to each other happens one after the other, and never with an account that is
   * being deleted. By id, so that no two transactions wait for each other. Those that are not there are not among the others, and neither is
   * one's own. Undefined when one's own is gone.
   */
  const lockPeople = async (
    tx: Tx,
    ownId: Uint8Array,
    usernames: readonly string[],
  ): Promise<HeldPeople | undefined> => {
    const found = await tx
      .selectFrom("accounts")
      .select(personColumns)
      .where((account) =>
        account.or([
          account("id", "=", ownId),
          ...(usernames.length > 0 ? [account("username", "in", usernames)] : []),
        ]),
      )
      .orderBy("id")
      .$if(kind === "postgres", (query) => query.forNoKeyUpdate())
      .execute();
    const own = found.find(({ id }) => equalBytes(id, ownId));
    const others = found.filter(({ id }) => !equalBytes(id, ownId));
    return own?.state === "active" ? { own, others } : undefined;
  };

  return {
    /** `nobody`, which is no account's, when there is none: the answer has one shape, so that its time tells nothing. */
    idByUsername: (tx: Tx, username: string): Promise<Uint8Array> => idWhere(tx, "username", [username]),

    /** The same by the hashes of a phone number. */
    idByPhone: (tx: Tx, hashes: readonly Uint8Array[]): Promise<Uint8Array> => idWhere(tx, "phone_hash", hashes),

    /** Whom an active account lets find it; the answer has one shape here, too. */
    openness: async (tx: Tx, id: Uint8Array, way: WayToFind): Promise<Openness> => {
      const found = await tx
        .selectNoFrom((eb) => {
          const lets = (audience: Audience) =>
            eb.exists(
              eb
                .selectFrom("accounts")
                .select("id")
                .where("id", "=", id)
                .where("state", "=", "active")
                .where(way, "=", audience),
            );
          return [lets("everybody").as("everybody"), lets("acquaintances").as("acquaintances")];
        })
        .executeTakeFirstOrThrow();
      return { everybody: Boolean(found.everybody), acquaintances: Boolean(found.acquaintances) };
    },

    person: (tx: Tx, id: Uint8Array): Promise<StoredPerson | undefined> =>
      tx.selectFrom("accounts").select(personColumns).where("id", "=", id).executeTakeFirst(),

    /** The same of one's own and one other. */
    lockPair: async (tx: Tx, ownId: Uint8Array, username: string): Promise<Pair | undefined> => {
      const held = await lockPeople(tx, ownId, [username]);
      return held && { own: held.own, other: held.others[0] };
    },

    lockPeople,

    relation: async (tx: Tx, ownId: Uint8Array, otherId: Uint8Array): Promise<Relation> => {
      const found = await tx
        .selectNoFrom((pair) => {
          const blocks = (blocker: Uint8Array, blocked: Uint8Array) =>
            pair.exists(
              pair
                .selectFrom("blocks")
                .select("since")
                .where("blocker_id", "=", blocker)
                .where("blocked_id", "=", blocked),
            );
          const knows = (account: Uint8Array, other: Uint8Array) =>
            pair.exists(
              pair
                .selectFrom("acquaintances")
                .select("since")
                .where("account_id", "=", account)
                .where("other_id", "=", other),
            );
          return [
            blocks(ownId, otherId).as("blocks"),
            blocks(otherId, ownId).as("isBlocked"),
            knows(ownId, otherId).as("hasWritten"),
            knows(otherId, ownId).as("wasWrittenTo"),
          ];
        })
        .executeTakeFirstOrThrow();
      return {
        blocks: Boolean(found.blocks),
        isBlocked: Boolean(found.isBlocked),
        hasWritten: Boolean(found.hasWritten),
        wasWrittenTo: Boolean(found.wasWrittenTo),
      };
    },
  };
}

async function idWhere(
  tx: Tx,
  column: "username" | "phone_hash",
  values: readonly (string | Uint8Array)[],
): Promise<Uint8Array> {
  const { id } = await tx
    .selectNoFrom((eb) => {
      const found = eb.selectFrom("accounts").select("id").where(column, "in", values).limit(1);
      return eb.fn.coalesce(found, eb.val(nobody)).as("id");
    })
    .executeTakeFirstOrThrow();
  return id;
}
