import type { Kysely } from "kysely";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";
import type { AdministeredStore } from "./administered-accounts.store.ts";
import type { Audit } from "./audit.ts";
import type { InviteStore } from "./invites.store.ts";

/** What accounts do for operators, inside a transaction of theirs. */
interface Accounts {
  /** Every session ends. */
  signOutEverywhere(tx: Kysely<Schema>, accountId: Uint8Array): Promise<void>;
  /** To be called after the commit. */
  readonly onSessionsEnded: (accountId: Uint8Array) => void;
  /** Answers what is to be done after the commit. */
  tell(tx: Kysely<Schema>, accountId: Uint8Array, notice: { readonly kind: AdminNotice }): Promise<() => void>;
  isNameTaken(tx: Kysely<Schema>, username: string): Promise<boolean>;
  readonly isReserved: (username: string) => boolean;
  /** What all names that look like this one share. */
  readonly skeletonOf: (username: string) => string;
}

export type AdminNotice = "account_disabled" | "account_enabled" | "role_changed";

export type AdminStore = AdministeredStore & InviteStore;

/** What the rules of operators stand on. */
export interface AdminDeps {
  readonly database: Pick<Database, "read" | "transact">;
  readonly store: AdminStore;
  readonly accounts: Accounts;
  readonly audit: Audit;
  /** Milliseconds since the Unix epoch, by the server's guarded clock. */
  readonly now: () => number;
  readonly registration: "open" | "invite" | "off";
  /** `scheme://host[:port]` */
  readonly publicUrl: string;
  /** Called after something was deleted, so that the database can wipe its traces soon. */
  readonly onDestroyed: () => void;
}
