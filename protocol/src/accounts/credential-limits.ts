/** Of a password or phrase, in UTF-8 after NFC: what is longer costs the server without protecting anybody. */
export const MAX_SECRET_BYTES = 256;
/** In characters as people count them roughly: code points after NFC. */
export const MIN_PASSWORD_LENGTH = 8;
