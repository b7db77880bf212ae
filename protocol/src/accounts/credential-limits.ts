/** Of a password or phrase, in UTF-8 after NFC: what is longer costs the server without protecting anybody. */
export const MAX_SECRET_BYTES = 256;
/** In characters as people count them roughly: code points after NFC. */
export const MIN_PASSWORD_LENGTH = 8;
/** Of a phrase, which has to stand where a password need not: so many different words, or so many characters. */
export const MIN_PHRASE_WORDS = 4;
export const MIN_PHRASE_LENGTH = 16;
