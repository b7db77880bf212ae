/** The numbers of note format 1. A client refuses anything else; nothing here is negotiated. */
export const NOTE_VERSION = 1;
export const MIN_READS = 1;
export const MAX_READS = 100;
export const MIN_TTL_S = 60;
export const MAX_TTL_S = 30 * 24 * 3600;
export const DEFAULT_TTL_S = 5 * 24 * 3600;
export const MAX_TEXT_BYTES = 1024 * 1024;
export const MAX_PASSPHRASE_BYTES = 1024;

/** The JSON form of the content. JSON doubles line ends and quotes, so a text of the full size gets room for that. */
export const MAX_CONTENT_BYTES = 2 * MAX_TEXT_BYTES + 1024;
/** Shorter contents look alike: RULES.md N12. */
export const MIN_PADDED_BYTES = 256;
export const GCM_TAG_BYTES = 16;

/** A note's `made` may differ from the server's clock by this much when it is created. */
export const MAX_CLOCK_SKEW_S = 120;
export const CHALLENGE_LIFETIME_MS = 60_000;
/** The outcome of a note is kept this long after its end, for proven readers and the sender. */
export const TOMBSTONE_MS = 30 * 24 * 3600 * 1000;
