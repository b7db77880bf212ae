import { createHmac, timingSafeEqual } from "node:crypto";
import { concatBytes, equalBytes, utf8 } from "@tacet/protocol";
import type { OpenDataKey } from "../../storage/key-shelf.ts";
import type { AuditEnd, AuditRow } from "./audit.store.ts";

/**
 * Each entry's mac is over the one before it, so that an entry that was changed, removed or put between shows; the seal is over the last,
 * so that taking away the newest shows too. Details are signed as they were before they were sealed: sealing them anew changes no mac.
 */
export type SignedEntry = Omit<AuditRow, "mac" | "details">;

/** HMAC-SHA-256; whatever has no fixed length has its length before it. */
export function macOfEntry(key: Uint8Array, entry: SignedEntry, details: Uint8Array): Uint8Array {
  const { seq, at, actor, action, subject, key_id, previous_mac } = entry;
  const parts = [optional(actor), prefixed(utf8(action)), optional(subject), prefixed(details)];
  return hmac(key, concatBytes(utf8("tacet/audit entry/1"), previous_mac, key_id, u64(seq), u64(at), ...parts));
}

export const sealEnd = ({ id, key }: OpenDataKey, { seq, mac }: Pick<AuditEnd, "seq" | "mac">): AuditEnd => ({
  seq,
  mac,
  key_id: id,
  seal: hmac(key, concatBytes(utf8("tacet/audit end/1"), id, u64(seq), mac)),
});

/** Before the first entry there is nothing to seal. */
export function isEndWhole(end: AuditEnd, current: OpenDataKey): boolean {
  if (end.seq === 0) return end.key_id === null && end.seal === null;
  const { seal } = sealEnd(current, end);
  return end.key_id !== null && equalBytes(end.key_id, current.id) && isSame(seal, end.seal);
}

/**
 * The end after it was moved or its key changed. One that was not whole stays so: whoever took entries away is not covered by what is
 * appended since.
 */
export function continueEnd(before: AuditEnd, after: Pick<AuditEnd, "seq" | "mac">, keys: EndKeys): AuditEnd {
  return isEndWhole(before, keys.from) ? sealEnd(keys.to, after) : { ...before, ...after };
}

interface EndKeys {
  /** By which the end must be sealed now. */
  readonly from: OpenDataKey;
  readonly to: OpenDataKey;
}

export const isSame = (expected: Uint8Array | null, found: Uint8Array | null): boolean =>
  expected !== null && found !== null && expected.length === found.length && timingSafeEqual(expected, found);

const hmac = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  Uint8Array.from(createHmac("sha256", key).update(message).digest());

export function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

function prefixed(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concatBytes(length, bytes);
}

/** Nothing is something else than no bytes. */
const optional = (bytes: Uint8Array | null): Uint8Array =>
  bytes === null ? Uint8Array.of(0) : concatBytes(Uint8Array.of(1), prefixed(bytes));
