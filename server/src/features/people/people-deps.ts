import type { Kysely } from "kysely";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";
import type { Sealing } from "../../storage/sealing.ts";
import type { StoredPerson } from "./people-rows.store.ts";
import type { PeopleStore } from "./people.store.ts";

/** What the rules about people stand on. */
export interface PeopleDeps {
  readonly database: Pick<Database, "read" | "transact">;
  readonly store: PeopleStore;
  readonly sealing: Pick<Sealing, "seal" | "open">;
  /** By the server's guarded clock, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** What stands behind the @ of addresses. */
  readonly serverName: string;
  readonly openProfile: (person: Pick<StoredPerson, "id" | "profile">) => Profile;
  /** By which an account with this phone is found; none for what is no phone number. */
  readonly phoneHashes: (phone: string) => readonly Uint8Array[];
  readonly countToday: CountToday;
  /** Must not throw, and is not awaited. */
  readonly tellOperator: (event: OperatorEvent) => void;
  /** For the log of what operators did; the last thing in a transaction. */
  readonly record: (tx: Kysely<Schema>, act: OperatorAct) => Promise<void>;
  /** Called after texts were deleted, so that the database can wipe their traces soon. */
  readonly onDestroyed: () => void;
}

interface Profile {
  readonly displayName: string;
  readonly bio: string;
}

/** Counts one use of what the subject names, for good. False when there were `max` of this day (UTC) before. */
type CountToday = (subject: string, max: number) => Promise<boolean>;

/** Whoever sits at the machine, or an administrator by the id of the account. */
export type Operator = "console" | Uint8Array;

interface OperatorAct {
  readonly actor: Operator;
  readonly action: "report_closed";
  /** The report's id. */
  readonly subject: Uint8Array;
}

/** What the operator is told: never who, nor what. */
export interface OperatorEvent {
  readonly kind: "person_reported";
}
