import {
  AUDIT_ENTRIES_PER_PAGE,
  AuditAction,
  encodeHex,
  type AuditEntry,
  type ListAudit,
  type ReceivedRequestOf,
  type ReplyOf,
  type VerifyAudit,
} from "@tacet/protocol";
import type { AdminDeps } from "./admin-deps.ts";
import type { AuditRecord } from "./audit.ts";

const ID_BYTES = 16;

/** The log of what operators did, with the names that accounts have now. */
export const createReadAudit =
  ({ database, store, audit }: Pick<AdminDeps, "database" | "store" | "audit">) =>
  async ({ before }: ReceivedRequestOf<typeof ListAudit>): Promise<ReplyOf<typeof ListAudit>> => {
    const records = await audit.page(before, AUDIT_ENTRIES_PER_PAGE + 1);
    const shown = records.slice(0, AUDIT_ENTRIES_PER_PAGE);
    const ids = shown.flatMap(({ actor, subject }) => [actor, subject]).filter((id) => id instanceof Uint8Array);
    const names = new Map(
      (await store.namesOf(database.read, ids)).map(({ id, username }) => [encodeHex(id), username]),
    );
    const last = shown.at(-1);
    return {
      entries: shown.map((record) => entryOf(record, names)),
      ...(last && records.length > shown.length && { next: last.seq }),
    };
  };

export const createVerifyAudit =
  ({ audit }: Pick<AdminDeps, "audit">) =>
  async (): Promise<ReplyOf<typeof VerifyAudit>> => {
    const verdict = await audit.verify();
    if (verdict.kind === "whole") return { state: "whole", entries: verdict.entries };
    return { state: "broken", seq: verdict.seq, why: verdict.why };
  };

/** Of a row that somebody wrote by hand, what the contract has no form for is left out. */
function entryOf({ seq, at, action, actor, subject, details }: AuditRecord, names: Names): AuditEntry {
  const knownAction = AuditAction.safeParse(action).data;
  return {
    seq,
    ...(Number.isSafeInteger(at) && at >= 0 && { at }),
    ...(knownAction && { action: knownAction }),
    ...(actor !== "console" && { actor: namedOf(actor, names) }),
    ...(subject !== "server" && { subject: namedOf(subject, names) }),
    ...(details !== "damaged" && { details }),
  };
}

type Names = ReadonlyMap<string, string>;

function namedOf(id: Uint8Array, names: Names): AuditEntry["actor"] {
  const username = names.get(encodeHex(id));
  return { ...(id.length === ID_BYTES && { id: Uint8Array.from(id) }), ...(username !== undefined && { username }) };
}
