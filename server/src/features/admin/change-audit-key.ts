import type { Kysely } from "kysely";
import type { OpenDataKey } from "../../storage/key-shelf.ts";
import type { Schema } from "../../storage/schema.ts";
import { continueEnd } from "./audit-chain.ts";
import type { AuditStore } from "./audit.store.ts";

interface KeyChange {
  readonly from: OpenDataKey | undefined;
  readonly to: OpenDataKey | undefined;
}

/**
 * In the transaction that retires the old key: the end of the log is sealed by its successor, and by the end every entry before it is
 * fixed, so that whoever stole the old key can change none of them.
 */
export async function changeAuditKey(tx: Kysely<Schema>, store: AuditStore, { from, to }: KeyChange): Promise<void> {
  if (!from || !to) throw new Error("there is no key for the audit log");
  const end = await store.lockEnd(tx);
  if (end.seq > 0) await store.moveEnd(tx, continueEnd(end, end, { from, to }));
}
