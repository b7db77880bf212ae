import { encodeHex, equalBytes } from "@tacet/protocol";
import type { Database } from "../../storage/database.ts";
import type { AuditKeys } from "../../storage/held-keys.ts";
import type { OpenDataKey } from "../../storage/key-shelf.ts";
import { SealBroken } from "../../storage/sealing.ts";
import { isEndWhole, isSame, macOfEntry } from "./audit-chain.ts";
import type { AuditRow, AuditStore } from "./audit.store.ts";

export type AuditVerdict =
  | { readonly kind: "whole"; readonly entries: number }
  | { readonly kind: "broken"; readonly seq: number; readonly why: "changed" | "removed" | "end changed" };

interface VerifyDeps {
  readonly database: Pick<Database, "read">;
  readonly store: AuditStore;
  readonly keys: Pick<AuditKeys, "all">;
  readonly openDetails: (row: AuditRow) => Uint8Array;
}

interface Reached {
  readonly seq: number;
  readonly mac: Uint8Array;
}

const PAGE = 200;
const START: Reached = { seq: 0, mac: new Uint8Array(32) };

/** Walks the whole log, while others append to it. */
export async function verifyAudit({ database, store, keys, openDetails }: VerifyDeps): Promise<AuditVerdict> {
  const findKey = createKeySuccession(keys.all());
  let reached = START;
  for (;;) {
    const rows = await store.after(database.read, reached.seq, PAGE);
    for (const row of rows) {
      const seq = reached.seq + 1;
      if (row.seq !== seq) return { kind: "broken", seq, why: "removed" };
      if (!isIntact(row, reached, { findKey, openDetails })) return { kind: "broken", seq, why: "changed" };
      reached = row;
    }
    if (rows.length > 0) {
      await nextTurn();
      continue;
    }
    const verdict = await verifyEnd({ database, store, keys }, reached);
    if (verdict !== "has grown") return verdict;
  }
}

/** A server answers others between two pages, also where a read is not waited for. */
const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

interface EntryChecks {
  readonly findKey: (id: Uint8Array) => Uint8Array | undefined;
  readonly openDetails: (row: AuditRow) => Uint8Array;
}

function isIntact(row: AuditRow, before: Reached, { findKey, openDetails }: EntryChecks): boolean {
  const key = findKey(row.key_id);
  if (!key || !equalBytes(row.previous_mac, before.mac)) return false;
  try {
    return isSame(macOfEntry(key, row, openDetails(row)), row.mac);
  } catch (error) {
    if (error instanceof SealBroken) return false;
    throw error;
  }
}

/** A key that another has followed signs no more: whoever stole it can put nothing behind its successor's entries. */
function createKeySuccession(keys: readonly OpenDataKey[]): EntryChecks["findKey"] {
  const left = new Set<string>();
  let latest: string | undefined;
  return (id) => {
    const name = encodeHex(id);
    if (latest !== undefined && latest !== name) left.add(latest);
    latest = name;
    return left.has(name) ? undefined : keys.find((key) => equalBytes(key.id, id))?.key;
  };
}

/** After the last row: it is the one that the end names. */
async function verifyEnd(
  { database, store, keys }: Omit<VerifyDeps, "openDetails">,
  reached: Reached,
): Promise<AuditVerdict | "has grown"> {
  const end = await store.readEnd(database.read);
  if (end.seq > reached.seq) {
    const since = await store.after(database.read, reached.seq, 1);
    return since.length > 0 ? "has grown" : { kind: "broken", seq: reached.seq + 1, why: "removed" };
  }
  const [current] = keys.all();
  const isWhole = current && isEndWhole(end, current) && end.seq === reached.seq && equalBytes(end.mac, reached.mac);
  return isWhole ? { kind: "whole", entries: reached.seq } : { kind: "broken", seq: end.seq, why: "end changed" };
}
