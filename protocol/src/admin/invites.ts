import * as z from "zod/mini";
import { Role } from "../accounts/account.ts";
import { Username } from "../accounts/usernames.ts";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes, timestamp } from "../fields.ts";

export const INVITE_ID_BYTES = 16;
/** Of the secret in an invite's link. */
export const INVITE_BYTES = 32;
export const DEFAULT_INVITE_LIFE_S = 30 * 60;
export const MIN_INVITE_LIFE_S = 60;
export const MAX_INVITE_LIFE_S = 7 * 24 * 3600;
/** That can be used at one time. */
export const MAX_OPEN_INVITES = 1000;
export const INVITES_PER_PAGE = 50;

const inviteId = fixedBytes(INVITE_ID_BYTES, "An invite; it is not what the link carries");

export const NewInvite = z.object({
  id: inviteId,
  role: Role.check(z.describe("Of the account that it makes")),
  username: z.optional(Username).check(z.describe("The only name that it makes an account of")),
  madeBy: z.optional(Username).check(z.describe("Absent for the console of the machine")),
  madeAt: timestamp("When it was made"),
  expiresAt: timestamp("When it is void"),
});
export type NewInvite = z.output<typeof NewInvite>;

export const Invite = z.extend(NewInvite, {
  state: z.enum(["open", "used", "expired"]),
  usedBy: z.optional(Username).check(z.describe("The account that was made with it")),
  usedAt: z.optional(timestamp("When it was used")),
});
export type Invite = z.output<typeof Invite>;

export const CreateInvite = endpoint({
  name: "createInvite",
  summary:
    "Make a link with which one account can be made, once; one that names its account works also while registration is off, keeps the name free, and takes the place of an earlier one",
  method: "POST",
  path: "/v1/admin/invites/create",
  auth: "fresh admin",
  rate: "write",
  body: json(
    z.strictObject({
      role: z.optional(Role).check(z.describe("Of the account that it makes; `user` when left out")),
      username: z.optional(Username).check(z.describe("The only name that it makes an account of")),
      lifeS: z
        .optional(z.int().check(z.minimum(MIN_INVITE_LIFE_S), z.maximum(MAX_INVITE_LIFE_S)))
        .check(z.describe(`Seconds; ${DEFAULT_INVITE_LIFE_S} when left out`)),
    }),
  ),
  status: 201,
  reply: json(
    z.object({
      link: z.string().check(z.describe("For whoever is invited; whoever has it can use it. Shown this once")),
      invite: NewInvite,
    }),
  ),
  errors: ["registration_closed", "username_refused", "username_taken", "list_full", "outcome_unknown"],
});

/** Where a page ended. */
export const InviteCursor = z.strictObject({ madeAt: timestamp("Of the last one"), id: inviteId });
export type InviteCursor = z.output<typeof InviteCursor>;

export const ListInvites = endpoint({
  name: "listInvites",
  summary: "The invites of this server, until 30 days after they have expired",
  method: "POST",
  path: "/v1/admin/invites/list",
  auth: "admin",
  rate: "read",
  body: json(z.strictObject({ before: z.optional(InviteCursor).check(z.describe("The `next` of the page before")) })),
  reply: json(
    z.object({
      invites: z.array(Invite).check(z.maxLength(INVITES_PER_PAGE), z.describe("Newest first")),
      next: z
        .optional(z.object({ madeAt: timestamp("Of the last one"), id: inviteId }))
        .check(z.describe("Send it as `before`; absent on the last page")),
    }),
  ),
  errors: [],
});

export const RevokeInvite = endpoint({
  name: "revokeInvite",
  summary: "Make an invite void that was not used yet",
  method: "POST",
  path: "/v1/admin/invites/revoke",
  auth: "admin",
  rate: "write",
  body: json(z.strictObject({ id: inviteId })),
  reply: json(z.object({})),
  errors: ["invite_not_found", "outcome_unknown"],
});
