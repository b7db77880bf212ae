import * as z from "zod/mini";
import { ContactLanguage } from "../accounts/account.ts";
import { MAX_CONTACT_MESSAGE_CHARACTERS, MAX_CONTACT_NAME_CHARACTERS, MAX_EMAIL_CHARACTERS } from "./limits.ts";

/**
 * What somebody writes to the operator. Patterns count code points and leave out lone surrogates; every one of them takes time in proportion
 * to the text.
 */

const notBlank = z.regex(/\S/u);

/** On one line, because it comes to stand in the header of a mail. */
export const ContactName = z
  .string()
  .check(
    z.regex(new RegExp(`^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,${MAX_CONTACT_NAME_CHARACTERS}}$`, "u")),
    notBlank,
    z.describe(`Of the sender: one line of at most ${MAX_CONTACT_NAME_CHARACTERS} characters`),
  );

/** As browsers take it in a field for it: https://html.spec.whatwg.org/#valid-e-mail-address */
export const ContactEmail = z
  .string()
  .check(
    z.maxLength(MAX_EMAIL_CHARACTERS),
    z.regex(z.regexes.html5Email),
    z.describe("Where the operator can answer; nobody checks that it is the sender's"),
  );

export const ContactText = z
  .string()
  .check(
    z.regex(new RegExp(`^\\P{Cs}{1,${MAX_CONTACT_MESSAGE_CHARACTERS}}$`, "u")),
    notBlank,
    z.describe(`At most ${MAX_CONTACT_MESSAGE_CHARACTERS} characters`),
  );

/** What rests of a message, sealed. */
export const ContactContent = z.object({
  name: ContactName,
  email: ContactEmail,
  message: ContactText,
  language: z.optional(ContactLanguage).check(z.describe("In which an answer is framed; English when left out")),
});
export type ContactContent = z.output<typeof ContactContent>;
