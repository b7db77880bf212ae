import {
  equalBytes,
  ProtocolError,
  splitAddress,
  type MemberRole,
  type ReceivedRequestOf,
  type RemoveMember,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { appendMembership } from "./begin-conversation.ts";
import { changeGroup, refuseWhoDoesNotLookAfter } from "./change-group.ts";

/**
 * Takes somebody out of a group. What they said stays; from the commit on they read, say and learn nothing of it any more, by no link, until
 * somebody adds them by name.
 */
export function createRemoveMember(deps: ConversationDeps) {
  const { store, serverName, now } = deps;
  return async (
    { accountId }: Session,
    { conversation: conversationId, person }: ReceivedRequestOf<typeof RemoveMember>,
  ): Promise<Record<string, never>> => {
    const address = splitAddress(person);
    await changeGroup(deps, { conversationId, accountId }, async (group) => {
      refuseWhoDoesNotLookAfter(group);
      const { tx, log, role } = group;
      const member =
        address.serverName === serverName && (await store.memberCalled(tx, conversationId, address.username));
      if (!member) return {};
      if (equalBytes(member.id, accountId) || !mayRemove(role, member.role)) throw new ProtocolError("not_allowed");
      const gone = { conversationId, accountId: member.id };
      await store.deleteInvitesOf(tx, gone);
      await store.deleteMember(tx, conversationId, member.id);
      await store.rememberRemoval(tx, gone, now());
      appendMembership(log, { senderId: accountId, isUnheard: false }, { change: "removed", who: [person] });
      return { left: [member.id] };
    });
    return {};
  };
}

const mayRemove = (own: MemberRole, other: MemberRole): boolean =>
  other === "member" || (other === "admin" && own === "owner");
