import { MAX_SECRET_BYTES, ProtocolError, utf8 } from "@tacet/protocol";

/** No text of 256 bytes in NFC is longer in another form: a Hangul syllable is three bytes, and three letters of one. */
const MAX_UNITS = 3 * MAX_SECRET_BYTES;

/**
 * The one form in which a password or phrase is hashed and judged: NFC, because keyboards differ in how they write an é. Throws
 * `invalid_request` for what is empty, too long, or not Unicode: a lone surrogate would be hashed as another character.
 */
export function normalizeSecret(secret: string): string {
  if (secret.length > 0 && secret.length <= MAX_UNITS && secret.isWellFormed()) {
    const normalized = secret.normalize("NFC");
    if (utf8(normalized).length <= MAX_SECRET_BYTES) return normalized;
  }
  throw new ProtocolError("invalid_request", {
    detail: `A password or phrase is 1 to ${MAX_SECRET_BYTES} bytes of well-formed Unicode`,
  });
}
