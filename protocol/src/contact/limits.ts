/** Of a message to the operator. A character is a code point. */
export const MAX_CONTACT_NAME_CHARACTERS = 100;
/** RFC 5321 §4.5.3.1.3, less the brackets around an address. */
export const MAX_EMAIL_CHARACTERS = 254;
export const MAX_CONTACT_MESSAGE_CHARACTERS = 10_000;
/** A message of the full size takes up to twelve bytes a character, when a program writes all of them as escapes. */
export const MAX_CONTACT_BODY_BYTES = 128 * 1024;

/** From the asking to the sending. */
export const PUZZLE_LIFETIME_MS = 10 * 60_000;
/** Guesses for one part, on average. A client works on nothing harder, whatever a server says: some 16 million guesses in all. */
export const MAX_PUZZLE_DIFFICULTY = 2 ** 20;
