import * as z from "zod/mini";
import { fixedBytes, timestamp } from "../fields.ts";
import { ContactContent } from "./fields.ts";

/** Messages as the operator sees them. */

export const CONTACT_ID_BYTES = 16;
export const CONTACT_SOURCE_BYTES = 16;
const contactId = fixedBytes(CONTACT_ID_BYTES, "The message's id");
const { name, email, language } = ContactContent.shape;

export const ContactSummary = z.object({
  id: contactId,
  name,
  email,
  language,
  state: z.enum(["new", "answered", "done"]),
  receivedAt: timestamp("When it was stored"),
  source: z.optional(
    fixedBytes(CONTACT_SOURCE_BYTES, "The same for all messages from one address on one day (UTC); gone after 7 days"),
  ),
});
export type ContactSummary = z.output<typeof ContactSummary>;

export const ContactMessage = z.object({ ...ContactSummary.shape, message: ContactContent.shape.message });
export type ContactMessage = z.output<typeof ContactMessage>;

/** Where a page of the list ended. */
export const ContactCursor = z.strictObject({
  receivedAt: timestamp("Of the last message of the page"),
  id: contactId,
});
export type ContactCursor = z.output<typeof ContactCursor>;

export const ContactPage = z.object({
  messages: z.array(ContactSummary).check(z.maxLength(50), z.describe("Newest first")),
  next: z.optional(ContactCursor),
});
export type ContactPage = z.output<typeof ContactPage>;
