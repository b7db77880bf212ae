import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { DisplayName } from "../accounts/account.ts";
import { fixedBytes, timestamp } from "../fields.ts";
import { Address } from "./address.ts";
import { Conversation, GroupTitle } from "./conversation.ts";
import { conversationId } from "./fields.ts";
import {
  GROUP_INVITE_BYTES,
  GROUP_INVITE_ID_BYTES,
  MAX_GROUP_INVITE_LIFE_S,
  MAX_GROUP_INVITE_USES,
  MAX_OPEN_GROUP_INVITES,
  MIN_GROUP_INVITE_LIFE_S,
} from "./limits.ts";

const inviteId = fixedBytes(GROUP_INVITE_ID_BYTES, "An invite; it is not what the link carries");
const token = fixedBytes(GROUP_INVITE_BYTES, "What stands in the invite's link behind the #");
const uses = z.int().check(z.nonnegative(), z.describe("How many have joined by it"));
const maxUses = z
  .optional(z.int().check(z.positive(), z.maximum(MAX_GROUP_INVITE_USES)))
  .check(z.describe("How many may join by it; absent: as many as the group has room for"));

/** A link by which people join a group. */
export const GroupInvite = z.object({
  id: inviteId,
  madeBy: Address,
  madeAt: timestamp("When it was made"),
  expiresAt: timestamp("When it is void"),
  maxUses,
  uses,
});
export type GroupInvite = z.output<typeof GroupInvite>;

export const CreateGroupInvite = endpoint({
  name: "createGroupInvite",
  summary:
    "Make a link by which people join a group, as its owner or an admin. It is void when whoever made it is so no more",
  method: "POST",
  path: "/v1/conversations/invites/create",
  auth: "session",
  rate: "write",
  body: json(
    z.strictObject({
      conversation: conversationId,
      lifeS: z
        .int()
        .check(z.minimum(MIN_GROUP_INVITE_LIFE_S), z.maximum(MAX_GROUP_INVITE_LIFE_S), z.describe("Seconds")),
      maxUses,
    }),
  ),
  status: 201,
  reply: json(
    z.object({
      link: z.string().check(z.describe("Whoever has it can join. Shown this once")),
      invite: GroupInvite,
    }),
  ),
  errors: ["conversation_not_found", "not_allowed", "list_full", "outcome_unknown"],
});

export const ListGroupInvites = endpoint({
  name: "listGroupInvites",
  summary: "The invites to a group that are neither used up nor too old, for its owner and admins",
  method: "POST",
  path: "/v1/conversations/invites",
  auth: "session",
  rate: "read",
  body: json(z.strictObject({ conversation: conversationId })),
  reply: json(
    z.object({ invites: z.array(GroupInvite).check(z.maxLength(MAX_OPEN_GROUP_INVITES), z.describe("Newest first")) }),
  ),
  errors: ["conversation_not_found", "not_allowed"],
});

export const RevokeGroupInvite = endpoint({
  name: "revokeGroupInvite",
  summary: "Make an invite to a group void, as its owner or an admin. Done, too, when there is no such invite",
  method: "POST",
  path: "/v1/conversations/invites/revoke",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ conversation: conversationId, id: inviteId })),
  reply: json(z.object({})),
  errors: ["conversation_not_found", "not_allowed", "outcome_unknown"],
});

export const ReadGroupInvite = endpoint({
  name: "readGroupInvite",
  summary:
    "What a link to a group leads to. One that is unknown, revoked, used up or too old is refused like one that is not for this account",
  method: "POST",
  path: "/v1/conversations/invites/read",
  auth: "session",
  rate: "read",
  body: json(z.strictObject({ token })),
  reply: json(
    z.object({
      title: GroupTitle,
      memberCount: z.int().check(z.positive()),
      invitedBy: z.object({ address: Address, displayName: DisplayName }),
      conversation: z.optional(conversationId).check(z.describe("When this account is in that group")),
    }),
  ),
  errors: ["link_refused"],
});

export const JoinGroup = endpoint({
  name: "joinGroup",
  summary:
    "Join a group by an invite, which counts once for each account; one reads what is said from then on. Who is in it already is answered the same, as long as the link is known",
  method: "POST",
  path: "/v1/conversations/join",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ token })),
  reply: json(Conversation),
  errors: ["link_refused", "group_full", "list_full", "outcome_unknown"],
});
