import { parseUtf8, utf8, type AuditAction } from "@tacet/protocol";
import type { Kysely } from "kysely";
import * as z from "zod";
import type { Database } from "../../storage/database.ts";
import type { AuditKeys } from "../../storage/held-keys.ts";
import type { Schema } from "../../storage/schema.ts";
import { auditDetailsPlace } from "../../storage/sealed-columns.ts";
import { SealBroken, type Sealing } from "../../storage/sealing.ts";
import { continueEnd, macOfEntry } from "./audit-chain.ts";
import type { AuditRow, AuditStore } from "./audit.store.ts";
import { verifyAudit, type AuditVerdict } from "./verify-audit.ts";

const Details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type AuditDetails = Readonly<z.output<typeof Details>>;

const MAX_DETAILS_BYTES = 4096;

export interface AuditEntry {
  /** The console of the machine, or an account's id. */
  readonly actor: "console" | Uint8Array;
  readonly action: AuditAction;
  /** The id of what was acted upon. */
  readonly subject: "server" | Uint8Array;
  /** Sealed: what names a person belongs here and nowhere else. No secret belongs into a log. */
  readonly details?: AuditDetails;
}

export interface AuditRecord extends Required<Omit<AuditEntry, "details">> {
  readonly seq: number;
  /** In milliseconds since the Unix epoch. */
  readonly at: number;
  readonly details: AuditDetails | "damaged";
}

export interface Audit {
  /**
   * As the last thing in the transaction that does what is told: others that append wait for its end. Throws
   * ProtocolError("unavailable") while another key comes into use; ask again.
   */
  readonly append: (tx: Kysely<Schema>, entry: AuditEntry) => Promise<void>;
  /** Whether anything was changed, removed or put in between since it was written, and where first. */
  verify(): Promise<AuditVerdict>;
  /** Newest first; `before` is exclusive, and left out for the newest. */
  page(before: number | undefined, limit: number): Promise<readonly AuditRecord[]>;
  /** Oldest first; `after` is exclusive. */
  pageAfter(after: number, limit: number): Promise<readonly AuditRecord[]>;
}

export interface AuditDeps {
  readonly database: Pick<Database, "read">;
  readonly store: AuditStore;
  readonly sealing: Pick<Sealing, "seal" | "open">;
  readonly keys: AuditKeys;
  readonly now: () => number;
}

/** What operators did: an append-only log that shows when it was tampered with. */
export function createAudit(deps: AuditDeps): Audit {
  const { database, store, sealing, keys, now } = deps;
  const openDetails = ({ seq, details }: AuditRow): Uint8Array => sealing.open(auditDetailsPlace(seq), details);

  async function append(tx: Kysely<Schema>, { actor, action, subject, details = {} }: AuditEntry): Promise<void> {
    const key = await keys.hold(tx);
    const end = await store.lockEnd(tx);
    const seq = end.seq + 1;
    const plain = encodeDetails(details);
    const entry = {
      seq,
      at: now(),
      actor: actor === "console" ? null : actor,
      action,
      subject: subject === "server" ? null : subject,
      key_id: key.id,
      previous_mac: end.mac,
    };
    const mac = macOfEntry(key.key, entry, plain);
    await store.insert(tx, { ...entry, mac, details: sealing.seal(auditDetailsPlace(seq), plain) });
    await store.moveEnd(tx, continueEnd(end, { seq, mac }, { from: key, to: key }));
  }

  const toRecord = (row: AuditRow): AuditRecord => ({
    seq: row.seq,
    at: row.at,
    actor: row.actor ?? "console",
    action: row.action,
    subject: row.subject ?? "server",
    details: readDetails(row, openDetails),
  });

  return {
    append,
    verify: () => verifyAudit({ database, store, keys, openDetails }),
    page: async (before = Number.MAX_SAFE_INTEGER, limit) =>
      (await store.before(database.read, before, limit)).map(toRecord),
    pageAfter: async (after, limit) => (await store.after(database.read, after, limit)).map(toRecord),
  };
}

function encodeDetails(details: AuditDetails): Uint8Array {
  const bytes = utf8(JSON.stringify(details));
  if (bytes.length > MAX_DETAILS_BYTES) throw new Error("the details of an audit entry are too long");
  return bytes;
}

/** An entry that somebody damaged still shows, with what is left of it. */
function readDetails(row: AuditRow, openDetails: (row: AuditRow) => Uint8Array): AuditDetails | "damaged" {
  try {
    return Details.parse(JSON.parse(parseUtf8(openDetails(row))));
  } catch (error) {
    if (error instanceof SealBroken) return "damaged";
    throw error;
  }
}
