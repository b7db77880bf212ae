import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes } from "../fields.ts";
import { Address } from "./address.ts";
import { Conversation, cursors, Head, Member } from "./conversation.ts";
import { Entry } from "./entry.ts";
import { conversationId, entryHash, logEpoch, seq, seqOrZero } from "./fields.ts";
import { CONVERSATIONS_PER_PAGE, MAX_ENTRIES_PER_PAGE, MAX_HIDDEN_AT_ONCE, MEMBERS_PER_PAGE } from "./limits.ts";

const pageEnd = fixedBytes(24, "Where a page ended");

export const ListConversations = endpoint({
  name: "listConversations",
  summary: "The conversations of this account, those with the latest entries first",
  method: "POST",
  path: "/v1/conversations",
  auth: "session",
  rate: "talk",
  body: json(z.strictObject({ after: z.optional(pageEnd).check(z.describe("The `next` of the page before")) })),
  reply: json(
    z.object({
      conversations: z.array(Conversation).check(z.maxLength(CONVERSATIONS_PER_PAGE)),
      next: z.optional(pageEnd).check(z.describe("Send it as `after`; absent on the last page")),
    }),
  ),
  errors: [],
});

export const ReadConversation = endpoint({
  name: "readConversation",
  summary: "One conversation of this account",
  method: "POST",
  path: "/v1/conversations/read",
  auth: "session",
  rate: "talk",
  body: json(z.strictObject({ conversation: conversationId })),
  reply: json(Conversation),
  errors: ["conversation_not_found"],
});

export const ReadEntries = endpoint({
  name: "readEntries",
  summary: "A page of a log, in its order. It may hold fewer than asked for, and holds at least one where there is one",
  method: "POST",
  path: "/v1/conversations/entries",
  auth: "session",
  rate: "talk",
  body: json(
    z.strictObject({
      conversation: conversationId,
      direction: z
        .enum(["before", "after", "around"])
        .check(z.describe("`before` and `after` leave out the entry at `seq`; `around` has it in the middle")),
      seq: seqOrZero,
      limit: z.int().check(z.positive(), z.maximum(MAX_ENTRIES_PER_PAGE)),
      known: z
        .optional(z.strictObject({ epoch: logEpoch, seq, hash: entryHash }))
        .check(z.describe("An entry that the client has: refused with `log_diverged` when this log has another there")),
    }),
  ),
  reply: json(
    z.object({
      epoch: logEpoch,
      entries: z.array(Entry).check(z.maxLength(MAX_ENTRIES_PER_PAGE)),
      head: Head,
    }),
  ),
  errors: ["conversation_not_found", "log_diverged"],
});

export const ListMembers = endpoint({
  name: "listMembers",
  summary: "Who is in a conversation, and how far each has read",
  method: "POST",
  path: "/v1/conversations/members",
  auth: "session",
  rate: "talk",
  body: json(
    z.strictObject({
      conversation: conversationId,
      after: z.optional(Address).check(z.describe("The `next` of the page before")),
    }),
  ),
  reply: json(
    z.object({
      members: z.array(Member).check(z.maxLength(MEMBERS_PER_PAGE), z.describe("By address")),
      next: z.optional(Address).check(z.describe("Send it as `after`; absent on the last page")),
    }),
  ),
  errors: ["conversation_not_found"],
});

export const MarkConversation = endpoint({
  name: "markConversation",
  summary: "Say how far this account has received and read; neither goes back, and what was read was delivered",
  method: "POST",
  path: "/v1/conversations/mark",
  auth: "session",
  rate: "talk",
  body: json(
    z.strictObject({
      conversation: conversationId,
      epoch: logEpoch,
      delivered: z.optional(seqOrZero),
      read: z.optional(seqOrZero),
    }),
  ),
  reply: json(z.object(cursors)),
  errors: ["conversation_not_found", "log_diverged", "outcome_unknown"],
});

export const HideMessages = endpoint({
  name: "hideMessages",
  summary: "Delete messages for this account alone: from now on they are `gone` to it, on all its devices",
  method: "POST",
  path: "/v1/conversations/hide",
  auth: "session",
  rate: "talk",
  body: json(
    z.strictObject({
      conversation: conversationId,
      seqs: z.array(seq).check(z.minLength(1), z.maxLength(MAX_HIDDEN_AT_ONCE)),
    }),
  ),
  reply: json(z.object({ hiddenVersion: Head.shape.hiddenVersion })),
  errors: ["conversation_not_found", "outcome_unknown"],
});

export const ListHidden = endpoint({
  name: "listHidden",
  summary: "Which messages this account has hidden since a version that a device knows",
  method: "POST",
  path: "/v1/conversations/hidden",
  auth: "session",
  rate: "talk",
  body: json(z.strictObject({ conversation: conversationId, sinceVersion: Head.shape.hiddenVersion })),
  reply: json(
    z.object({
      seqs: z.array(seq).check(z.describe("In the order in which they were hidden")),
      upToVersion: Head.shape.hiddenVersion.check(z.describe("Ask again from here while the head has a greater one")),
    }),
  ),
  errors: ["conversation_not_found"],
});

export const CountUnread = endpoint({
  name: "countUnread",
  summary: "How many conversations have something unread",
  method: "GET",
  path: "/v1/conversations/unread",
  auth: "session",
  rate: "talk",
  reply: json(z.object({ conversations: z.int().check(z.nonnegative()) })),
  errors: [],
});
