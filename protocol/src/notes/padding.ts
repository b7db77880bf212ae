import { GCM_TAG_BYTES, MAX_CONTENT_BYTES, MIN_PADDED_BYTES } from "./limits.ts";

/** Padmé (Nikitin et al., PETS 2019, §4): at most 12 % longer, and only O(log log) of the length shows. */
export function padme(length: number): number {
  if (length < 2) return length;
  const exponent = Math.floor(Math.log2(length));
  const sizeBits = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** Math.max(0, exponent - sizeBits);
  return Math.ceil(length / step) * step;
}

/** How long a plaintext of `length` bytes (its length field included) becomes before it is sealed. */
export const paddedLength = (length: number): number => Math.max(MIN_PADDED_BYTES, padme(length));

export const CONTENT_LENGTH_BYTES = 4;
export const MIN_NOTE_BODY_BYTES = MIN_PADDED_BYTES + GCM_TAG_BYTES;
export const MAX_NOTE_BODY_BYTES = paddedLength(CONTENT_LENGTH_BYTES + MAX_CONTENT_BYTES) + GCM_TAG_BYTES;
