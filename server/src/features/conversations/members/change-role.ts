import {
  addressOf,
  equalBytes,
  ProtocolError,
  splitAddress,
  type Address,
  type ChangeMemberRole,
  type MemberRole,
  type ReceivedRequestOf,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { appendMembership } from "./begin-conversation.ts";
import { changeGroup, type OpenGroup } from "./change-group.ts";

/** What the owner alone does: making admins, taking that back, and handing the group over, which leaves it with one owner. */
export function createChangeRole(deps: ConversationDeps) {
  return async (
    { accountId }: Session,
    { conversation: conversationId, person, role }: ReceivedRequestOf<typeof ChangeMemberRole>,
  ): Promise<Record<string, never>> => {
    await changeGroup(deps, { conversationId, accountId }, async (group) => {
      if (group.role !== "owner") throw new ProtocolError("not_allowed");
      const member = await findMember(deps, group, person);
      if (member.role === role) return {};
      // The owner is one, until somebody else is made it.
      if (equalBytes(member.id, accountId)) throw new ProtocolError("not_allowed");
      await give(deps, group, { id: member.id, address: person, role });
      if (role === "owner")
        await give(deps, group, { id: accountId, address: await ownAddress(deps, group), role: "admin" });
      return {};
    });
    return {};
  };
}

async function findMember({ store, serverName }: ConversationDeps, { tx, conversationId }: OpenGroup, person: Address) {
  const address = splitAddress(person);
  const member = address.serverName === serverName && (await store.memberCalled(tx, conversationId, address.username));
  if (!member) throw new ProtocolError("person_not_found");
  return member;
}

async function ownAddress({ store, serverName }: ConversationDeps, { tx, accountId }: OpenGroup): Promise<Address> {
  const username = await store.usernameOf(tx, accountId);
  if (username === undefined) throw new ProtocolError("unauthenticated");
  return addressOf(username, serverName);
}

interface NewRole {
  readonly id: Uint8Array;
  readonly address: Address;
  readonly role: MemberRole;
}

async function give({ store }: ConversationDeps, group: OpenGroup, { id, address, role }: NewRole): Promise<void> {
  const { tx, log, conversationId, accountId } = group;
  await store.changeRole(tx, conversationId, id, role);
  if (role === "member") await store.deleteInvitesOf(tx, { conversationId, accountId: id });
  appendMembership(log, { senderId: accountId, isUnheard: false }, { change: "role", who: [address], role });
}
