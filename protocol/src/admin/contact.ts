import * as z from "zod/mini";
import { ContactText } from "../contact/fields.ts";
import { MAX_CONTACT_BODY_BYTES } from "../contact/limits.ts";
import { CONTACT_ID_BYTES, ContactCursor, ContactMessage, ContactPage } from "../contact/operator-messages.ts";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes } from "../fields.ts";

/** What an administrator does with the messages that people sent by the contact form. */

const contactId = fixedBytes(CONTACT_ID_BYTES, "A message to the operator");

export const ListContactMessages = endpoint({
  name: "listContactMessages",
  summary: "What people wrote to the operator, without the messages themselves",
  method: "POST",
  path: "/v1/admin/contact/list",
  auth: "admin",
  rate: "read",
  body: json(
    z.strictObject({
      state: z.enum(["open", "done"]).check(z.describe("`open`: new or answered")),
      before: z.optional(ContactCursor).check(z.describe("The `next` of the page before")),
    }),
  ),
  reply: json(ContactPage),
  errors: [],
});

export const ReadContactMessage = endpoint({
  name: "readContactMessage",
  summary: "One message to the operator",
  method: "POST",
  path: "/v1/admin/contact/read",
  auth: "admin",
  rate: "read",
  body: json(z.strictObject({ id: contactId })),
  reply: json(ContactMessage),
  errors: ["contact_not_found"],
});

export const AnswerContactMessage = endpoint({
  name: "answerContactMessage",
  summary:
    "Mail an answer to the address that was given with a message; done when the mail relay has taken it. Each call sends a mail",
  method: "POST",
  path: "/v1/admin/contact/answer",
  // What it sends goes out in the operator's name, to an address that anybody may have typed: a borrowed session is not enough.
  auth: "fresh admin",
  rate: "write",
  body: json(z.strictObject({ id: contactId, text: ContactText }), { maxBytes: MAX_CONTACT_BODY_BYTES }),
  reply: json(z.object({})),
  errors: ["contact_not_found", "mail_not_offered", "mail_not_taken", "outcome_unknown"],
});

export const FinishContactMessage = endpoint({
  name: "finishContactMessage",
  summary: "Put a message to the operator among those that are done; after 30 days it is deleted",
  method: "POST",
  path: "/v1/admin/contact/done",
  auth: "admin",
  rate: "write",
  body: json(z.strictObject({ id: contactId })),
  reply: json(z.object({})),
  errors: ["contact_not_found", "outcome_unknown"],
});
