import type { Bytes } from "@tacet/protocol";

/** Where a page of a list that goes by time ended, newest first. */
export interface PageEnd {
  readonly at: number;
  readonly id: Uint8Array;
}

const ID_BYTES = 16;
const TIME_BYTES = 8;

/** Later than all there is. */
export const beginning: PageEnd = { at: Number.MAX_SAFE_INTEGER, id: new Uint8Array(ID_BYTES).fill(0xff) };

export function encodePageEnd({ at, id }: PageEnd): Bytes {
  const encoded = new Uint8Array(TIME_BYTES + ID_BYTES);
  new DataView(encoded.buffer).setBigUint64(0, BigInt(at));
  encoded.set(id, TIME_BYTES);
  return encoded;
}

/** Whatever somebody made up is a place in the list too; a list is never more than one's own. */
export function parsePageEnd(encoded: Bytes | undefined): PageEnd {
  if (!encoded) return beginning;
  const at = new DataView(encoded.buffer, encoded.byteOffset).getBigUint64(0);
  return { at: Number(at > BigInt(beginning.at) ? beginning.at : at), id: encoded.slice(TIME_BYTES) };
}
