import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { Address } from "./address.ts";
import { MemberRole } from "./content.ts";
import { Conversation, GroupTitle } from "./conversation.ts";
import { clientRef, conversationId } from "./fields.ts";
import { MAX_ADDED_AT_ONCE } from "./limits.ts";

const people = z.array(Address).check(z.maxLength(MAX_ADDED_AT_ONCE));

export const CreateGroup = endpoint({
  name: "createGroup",
  summary:
    "Make a group, with this account as its owner. Added can be whoever has written to this account, or accepted its request; of several people all are added or none",
  method: "POST",
  path: "/v1/conversations/group",
  auth: "session",
  rate: "write",
  body: json(
    z.strictObject({
      clientRef: clientRef.check(z.describe("A retry with the same one gives the same group")),
      title: GroupTitle,
      members: people.check(z.describe("Beside oneself")),
    }),
  ),
  reply: json(Conversation),
  errors: ["person_not_found", "person_blocked", "request_needed", "list_full", "client_ref_reused", "outcome_unknown"],
});

export const AddMembers = endpoint({
  name: "addMembers",
  summary:
    "Add people to a group, as its owner or an admin; they read what is said from then on. All are added or none; who is in it already stays as they are",
  method: "POST",
  path: "/v1/conversations/members/add",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ conversation: conversationId, people: people.check(z.minLength(1)) })),
  reply: json(z.object({})),
  errors: [
    "conversation_not_found",
    "not_allowed",
    "person_not_found",
    "person_blocked",
    "request_needed",
    "group_full",
    "list_full",
    "outcome_unknown",
  ],
});

export const RemoveMember = endpoint({
  name: "removeMember",
  summary:
    "Take somebody out of a group: an admin takes members out, the owner anybody else. No invite lets them in again before they were added by name. Done, too, when they are not in it",
  method: "POST",
  path: "/v1/conversations/members/remove",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ conversation: conversationId, person: Address })),
  reply: json(z.object({})),
  errors: ["conversation_not_found", "not_allowed", "outcome_unknown"],
});

export const ChangeMemberRole = endpoint({
  name: "changeMemberRole",
  summary:
    "Make somebody an admin, or a member again, as the owner; or hand the group over: the old owner is then an admin",
  method: "POST",
  path: "/v1/conversations/members/role",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ conversation: conversationId, person: Address, role: MemberRole })),
  reply: json(z.object({})),
  errors: ["conversation_not_found", "not_allowed", "person_not_found", "outcome_unknown"],
});

export const LeaveConversation = endpoint({
  name: "leaveConversation",
  summary:
    "Leave a group, or a direct conversation that is closed; it is gone for this account. An owner who leaves hands the group to the admin, else the member, who was there longest; with the last one it ends",
  method: "POST",
  path: "/v1/conversations/leave",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ conversation: conversationId })),
  reply: json(z.object({})),
  errors: ["conversation_not_found", "not_allowed", "outcome_unknown"],
});

export const ChangeGroupTitle = endpoint({
  name: "changeGroupTitle",
  summary: "Call a group something else, as its owner or an admin",
  method: "POST",
  path: "/v1/conversations/title",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ conversation: conversationId, title: GroupTitle })),
  reply: json(z.object({})),
  errors: ["conversation_not_found", "not_allowed", "outcome_unknown"],
});
