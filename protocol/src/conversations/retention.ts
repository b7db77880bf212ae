import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { timestamp } from "../fields.ts";
import { Conversation } from "./conversation.ts";
import { conversationId } from "./fields.ts";
import { ClearOnSignOut, DisappearAfterMs, DisappearFrom } from "./retention-fields.ts";

export const ChangeRetention = endpoint({
  name: "changeRetention",
  summary:
    "Have what is said from now on disappear after a time, for everybody; either one of a direct conversation, owner and admins of a group",
  method: "POST",
  path: "/v1/conversations/retention",
  auth: "session",
  rate: "talk",
  body: json(
    z.strictObject({
      conversation: conversationId,
      disappearAfterMs: z.optional(DisappearAfterMs).check(z.describe("Absent: nothing disappears by time any more")),
      from: z.optional(DisappearFrom).check(z.describe("`sent` unless it says otherwise")),
    }),
  ),
  reply: json(Conversation),
  errors: ["conversation_not_found", "conversation_closed", "not_allowed", "outcome_unknown"],
});

export const ChangeClearOnSignOut = endpoint({
  name: "changeClearOnSignOut",
  summary:
    "What of a conversation is cleared for everybody when this account signs out: nothing, what it has said, or everything, if the other one of a direct conversation has chosen that as well",
  method: "POST",
  path: "/v1/conversations/clear-on-sign-out",
  auth: "fresh session",
  rate: "talk",
  body: json(z.strictObject({ conversation: conversationId, clears: ClearOnSignOut })),
  reply: json(Conversation),
  errors: ["conversation_not_found", "not_allowed", "outcome_unknown"],
});

export const ReadWaitingClearings = endpoint({
  name: "readWaitingClearings",
  summary:
    "What is to be cleared because sessions of this account ended, and waits for its owner because somebody else may have ended them",
  method: "GET",
  path: "/v1/clearings",
  auth: "session",
  rate: "read",
  reply: json(
    z.object({
      waiting: z.int().check(z.nonnegative(), z.describe("Sessions whose end has something to clear")),
      clearsAt: z.optional(timestamp("When the first of it is cleared unless it is decided before")),
    }),
  ),
  errors: [],
});

export const DecideClearings = endpoint({
  name: "decideClearings",
  summary: "Clear at once what waits, or keep it",
  method: "POST",
  path: "/v1/clearings/decide",
  auth: "fresh session",
  rate: "write",
  body: json(z.strictObject({ decision: z.enum(["clear", "keep"]) })),
  reply: json(z.object({ decided: z.int().check(z.nonnegative(), z.describe("Sessions that waited")) })),
  errors: ["outcome_unknown"],
});
