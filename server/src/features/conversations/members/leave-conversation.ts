import {
  addressOf,
  ProtocolError,
  type Address,
  type LeaveConversation,
  type ReceivedRequestOf,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { appendMembership } from "./begin-conversation.ts";
import { changeGroup, type Moved, type OpenGroup } from "./change-group.ts";
import { endConversation } from "./end-conversation.ts";

export function createLeaveConversation(deps: ConversationDeps) {
  const { store, serverName } = deps;
  return async (
    { accountId }: Session,
    { conversation: conversationId }: ReceivedRequestOf<typeof LeaveConversation>,
  ): Promise<Record<string, never>> => {
    await changeGroup(deps, { conversationId, accountId }, async (group) => {
      const { kind, closedAt } = group.log.conversation;
      if (kind === "direct" && closedAt === null) throw new ProtocolError("not_allowed");
      const username = await store.usernameOf(group.tx, accountId);
      return letGo(deps, group, username && addressOf(username, serverName));
    });
    return {};
  };
}

/** Whoever has no name any more is not named in what tells of it. */
export async function letGo(deps: ConversationDeps, group: OpenGroup, name: Address | undefined): Promise<Moved> {
  const { store } = deps;
  const { tx, log, conversationId, accountId, role } = group;
  await store.deleteInvitesOf(tx, { conversationId, accountId });
  await store.deleteMember(tx, conversationId, accountId);
  if ((await store.countMembers(tx, conversationId)) === 0) {
    await endConversation(deps, tx, conversationId);
    return { left: [accountId], hasEnded: true };
  }
  const senderId = name === undefined ? null : accountId;
  appendMembership(log, { senderId, isUnheard: false }, { change: "left", who: name === undefined ? [] : [name] });
  if (role === "owner") await passOn(deps, group);
  return { left: [accountId] };
}

/** To the admin, else the member, who was there longest. */
async function passOn({ store, serverName }: ConversationDeps, { tx, log, conversationId }: OpenGroup): Promise<void> {
  const next = await store.nextOwner(tx, conversationId);
  // All who are left were deleted, and go as well.
  if (!next) return;
  await store.changeRole(tx, conversationId, next.id, "owner");
  const who = [addressOf(next.username, serverName)];
  appendMembership(log, { senderId: null, isUnheard: false }, { change: "role", who, role: "owner" });
}
