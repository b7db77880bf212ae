import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { timestamp } from "../fields.ts";

/** What an account is told about itself. */
export const NoticeKind = z.enum([
  "new_sign_in",
  "credentials_changed",
  "old_token_used",
  "recovery_asked",
  "recovery_cancelled",
  "recovered",
  "account_disabled",
  "account_enabled",
  "role_changed",
]);
export type NoticeKind = z.output<typeof NoticeKind>;

/** Parts of what a sign-in rests on. */
export const CredentialKind = z.enum(["password", "phrase", "phone", "email", "sign_in_needs"]);
export type CredentialKind = z.output<typeof CredentialKind>;

export const Notice = z.object({
  kind: NoticeKind,
  at: timestamp("When it happened"),
  isSeen: z.boolean(),
  device: z.optional(z.string()).check(z.describe("What the device calls itself; it may say anything")),
  changed: z.optional(z.array(CredentialKind).check(z.maxLength(5))),
  readyAt: z.optional(timestamp("With a recovery: from when it can be used")),
});
export type Notice = z.output<typeof Notice>;

export const MAX_NOTICES = 50;

export const ListNotices = endpoint({
  name: "listNotices",
  summary: "What happened to this account lately that its owner should know",
  method: "GET",
  path: "/v1/account/notices",
  auth: "session",
  rate: "read",
  reply: json(z.object({ notices: z.array(Notice).check(z.maxLength(MAX_NOTICES), z.describe("Newest first")) })),
  errors: [],
});

export const MarkNoticesSeen = endpoint({
  name: "markNoticesSeen",
  summary: "Say that the notices up to a time were seen",
  method: "POST",
  path: "/v1/account/notices/seen",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ upTo: timestamp("The `at` of the newest one that was seen") })),
  reply: json(z.object({})),
  errors: ["outcome_unknown"],
});
