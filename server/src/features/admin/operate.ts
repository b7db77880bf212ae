import { equalBytes, ProtocolError } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { AdminDeps } from "./admin-deps.ts";
import type { StoredAdministered } from "./administered-accounts.store.ts";
import type { AuditEntry } from "./audit.ts";

/** Whoever sits at the machine, or an administrator by the id of the account. */
export type Operator = AuditEntry["actor"];

export interface Operation {
  readonly tx: Kysely<Schema>;
  /** The ids of all that there are now; until the transaction ends there is no other operation. */
  readonly admins: readonly Uint8Array[];
}

/** One operation of an operator, in a transaction. Whoever has meanwhile been made no administrator is refused. */
export function operate<T>(
  { database, store }: Pick<AdminDeps, "database" | "store">,
  operator: Operator,
  work: (operation: Operation) => Promise<T>,
): Promise<T> {
  return database.transact(async (tx) => {
    const admins = await store.holdAdmins(tx);
    if (operator !== "console" && !includes(admins, operator)) throw new ProtocolError("not_allowed");
    return work({ tx, admins });
  });
}

/** Throws `account_not_found`, also for one that is deleted. */
export async function findAccount(
  { store }: Pick<AdminDeps, "store">,
  tx: Kysely<Schema>,
  username: string,
): Promise<StoredAdministered> {
  const account = await store.accountByName(tx, username);
  if (!account || account.state === "deleted") throw new ProtocolError("account_not_found");
  return account;
}

/** From elsewhere the last administrator cannot be taken away, since nobody could make another. Whoever sits at the machine can. */
export function refuseLast(operator: Operator, { admins }: Operation, { id }: Pick<StoredAdministered, "id">): void {
  if (operator === "console" || admins.length > 1 || !includes(admins, id)) return;
  throw new ProtocolError("last_admin");
}

const includes = (ids: readonly Uint8Array[], id: Uint8Array): boolean => ids.some((each) => equalBytes(each, id));
