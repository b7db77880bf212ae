import { concatBytes, type Bytes } from "@tacet/protocol";
import { encodePageEnd, parsePageEnd } from "../../../http/page-end.ts";
import type { InboxPlace } from "./inbox.store.ts";

const PAGE_END_BYTES = 24;

/** An inbox goes by time; ties are broken by conversation and position. */
export function encodeInboxEnd({ at, conversationId, seq }: InboxPlace): Bytes {
  const position = new Uint8Array(8);
  new DataView(position.buffer).setBigUint64(0, BigInt(seq));
  return concatBytes(encodePageEnd({ at, id: conversationId }), position);
}

/** Later than all there is without one. Whatever somebody made up is a place, too. */
export function parseInboxEnd(encoded: Bytes | undefined): InboxPlace {
  const { at, id: conversationId } = parsePageEnd(encoded?.slice(0, PAGE_END_BYTES));
  const largest = BigInt(Number.MAX_SAFE_INTEGER);
  const seq = encoded ? new DataView(encoded.buffer, encoded.byteOffset).getBigUint64(PAGE_END_BYTES) : largest;
  return { at, conversationId, seq: Number(seq > largest ? largest : seq) };
}

/** Which of two comes later in an inbox: negative when it is the second. */
export const compareInboxPlaces = (one: InboxPlace, other: InboxPlace): number =>
  other.at - one.at || Buffer.compare(other.conversationId, one.conversationId) || other.seq - one.seq;
