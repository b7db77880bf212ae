import * as z from "zod/mini";

export const MIN_USERNAME_LENGTH = 3;
export const MAX_USERNAME_LENGTH = 32;

/** Letters and digits of ASCII, with single separators between them. No flag `i`: it would take a Kelvin sign for a k. */
const shape = /^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/;

/** The one form in which a username is kept and compared; undefined when the text is none. */
export function foldUsername(text: string): string | undefined {
  const isUsername = text.length >= MIN_USERNAME_LENGTH && text.length <= MAX_USERNAME_LENGTH && shape.test(text);
  return isUsername ? text.toLowerCase() : undefined;
}

/** Taken in any case, and folded for whoever receives it. */
export const Username = z.codec(
  z
    .string()
    .check(
      z.minLength(MIN_USERNAME_LENGTH),
      z.maxLength(MAX_USERNAME_LENGTH),
      z.regex(shape),
      z.describe(
        "A username: letters and digits of ASCII, and `.` `_` `-` singly between them; upper and lower case are the same",
      ),
    ),
  z.string(),
  { decode: (text) => text.toLowerCase(), encode: (username) => username },
);
