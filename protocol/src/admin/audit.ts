import * as z from "zod/mini";
import { Username } from "../accounts/usernames.ts";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes, timestamp } from "../fields.ts";

export const AuditAction = z.enum([
  "account_created",
  "account_disabled",
  "account_enabled",
  "role_changed",
  "invite_created",
  "invite_revoked",
  "report_closed",
  "contact_answered",
  "contact_done",
  "recovery_cancelled",
  "registration_changed",
]);
export type AuditAction = z.output<typeof AuditAction>;

export const AUDIT_ENTRIES_PER_PAGE = 50;

const seq = z.int().check(z.positive());

/** An account, an invite, or whatever else an operator acts upon. */
const named = z.object({
  id: z.optional(fixedBytes(16, "Absent when what stands there is none")),
  username: z.optional(Username).check(z.describe("When it is an account")),
});

/** A row that somebody wrote into the database by hand is shown too, with what can be read of it. */
export const AuditEntry = z.object({
  seq: seq.check(z.describe("From 1, without gaps")),
  at: z.optional(timestamp("When it was done")),
  action: z.optional(AuditAction),
  actor: z.optional(named).check(z.describe("Absent for the console of the machine")),
  subject: z.optional(named).check(z.describe("Absent for the server itself")),
  details: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
});
export type AuditEntry = z.output<typeof AuditEntry>;

export const ListAudit = endpoint({
  name: "listAudit",
  summary: "What operators did",
  method: "POST",
  path: "/v1/admin/audit/list",
  auth: "admin",
  rate: "read",
  body: json(z.strictObject({ before: z.optional(seq).check(z.describe("The `next` of the page before")) })),
  reply: json(
    z.object({
      entries: z.array(AuditEntry).check(z.maxLength(AUDIT_ENTRIES_PER_PAGE), z.describe("Newest first")),
      next: z.optional(seq).check(z.describe("Send it as `before`; absent on the last page")),
    }),
  ),
  errors: [],
});

export const VerifyAudit = endpoint({
  name: "verifyAudit",
  summary: "Whether what operators did still stands as it was written; reads the whole log",
  method: "GET",
  path: "/v1/admin/audit/verify",
  auth: "admin",
  rate: "write",
  reply: json(
    z.discriminatedUnion("state", [
      z.object({ state: z.literal("whole"), entries: z.int().check(z.nonnegative()) }),
      z.object({
        state: z.literal("broken"),
        seq: z.int().check(z.nonnegative(), z.describe("The first entry that is wrong")),
        why: z.enum(["changed", "removed", "end changed"]),
      }),
    ]),
  ),
  errors: [],
});
