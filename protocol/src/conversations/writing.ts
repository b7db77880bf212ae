import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { clientRef, conversationId, entryHash, Payload, seq } from "./fields.ts";

/** RULES.md L3: the answer to a retry is the first answer. */
const Appended = z.object({ seq, hash: entryHash });
export type Appended = z.output<typeof Appended>;

const to = { conversation: conversationId, clientRef };
const target = { target: seq.check(z.describe("The message that it is about")) };

const appendErrors = ["conversation_not_found", "client_ref_reused", "outcome_unknown"] as const;
const sayErrors = [...appendErrors, "conversation_closed", "person_blocked", "content_refused"] as const;

export const SendMessage = endpoint({
  name: "sendMessage",
  summary: "Append a message; answered once it is durable. A retry with the same `clientRef` gives the same answer",
  method: "POST",
  path: "/v1/conversations/send",
  auth: "session",
  rate: "talk",
  body: json(z.strictObject({ ...to, payload: Payload }), { maxBytes: 400_000 }),
  reply: json(Appended),
  errors: sayErrors,
});

export const EditMessage = endpoint({
  name: "editMessage",
  summary: "Say something else in place of a message of one's own; everybody sees that it was edited",
  method: "POST",
  path: "/v1/conversations/edit",
  auth: "session",
  rate: "talk",
  body: json(z.strictObject({ ...to, ...target, payload: Payload }), { maxBytes: 400_000 }),
  reply: json(Appended),
  errors: [...sayErrors, "message_not_found", "not_allowed"],
});

export const React = endpoint({
  name: "react",
  summary: "Answer a message with an emoji, or take that back",
  method: "POST",
  path: "/v1/conversations/react",
  auth: "session",
  rate: "talk",
  body: json(z.strictObject({ ...to, ...target, payload: Payload }), { maxBytes: 400_000 }),
  reply: json(Appended),
  errors: [...sayErrors, "message_not_found"],
});

export const DeleteMessage = endpoint({
  name: "deleteMessage",
  summary:
    "Delete a message for everybody, with its edits and reactions: one's own, or as owner or admin of a group anybody's. Its place in the log stays",
  method: "POST",
  path: "/v1/conversations/delete",
  auth: "session",
  rate: "talk",
  body: json(z.strictObject({ ...to, ...target })),
  reply: json(Appended),
  errors: [...appendErrors, "message_not_found", "not_allowed"],
});
