import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes, timestamp } from "../fields.ts";
import { Address } from "./address.ts";
import { Conversation } from "./conversation.ts";
import { conversationId, Payload, seq } from "./fields.ts";
import { INBOX_CONVERSATIONS, INBOX_ENTRIES, INBOX_PER_PAGE } from "./limits.ts";

const { kind, mode, title, with: peer } = Conversation.shape;

/** What somebody else has said, with where they said it. */
export const InboxMessage = z.object({
  conversation: conversationId,
  kind,
  mode,
  title,
  with: peer,
  seq,
  from: z.optional(Address).check(z.describe("Absent when the account was deleted")),
  at: timestamp("When the server took it"),
  payload: Payload,
  edit: z
    .optional(Payload)
    .check(
      z.describe(
        "Of its latest edit by who wrote it: what that says stands in place of what `payload` says; attachments and what it replies to stay",
      ),
    ),
  isRead: z.boolean(),
});
export type InboxMessage = z.output<typeof InboxMessage>;

const inboxEnd = fixedBytes(32, "Where a page of the inbox ended");

export const ReadInbox = endpoint({
  name: "readInbox",
  summary: `What others said in the conversations of this account, latest first: of the ${INBOX_CONVERSATIONS} that changed last, among the latest ${INBOX_ENTRIES} entries of each. A page may hold fewer than there is room for`,
  method: "POST",
  path: "/v1/conversations/inbox",
  auth: "session",
  rate: "talk",
  body: json(
    z.strictObject({
      filter: z.enum(["all", "unread"]),
      after: z.optional(inboxEnd).check(z.describe("The `next` of the page before")),
    }),
  ),
  reply: json(
    z.object({
      messages: z.array(InboxMessage).check(z.maxLength(INBOX_PER_PAGE)),
      next: z.optional(inboxEnd).check(z.describe("Send it as `after`; absent on the last page")),
    }),
  ),
  errors: [],
});
