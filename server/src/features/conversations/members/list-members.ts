import {
  addressOf,
  equalBytes,
  MEMBERS_PER_PAGE,
  ProtocolError,
  splitAddress,
  type ListMembers,
  type Member,
  type ReceivedRequestOf,
  type ReplyOf,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import type { Standing } from "../log/append-rows.store.ts";
import type { StoredMember } from "./members.store.ts";

/** Who is in a conversation, by name. A deleted account is not shown, also before the sweeper has taken it out. */
export function createListMembers(deps: ConversationDeps) {
  const { store, database, serverName } = deps;
  return async (
    { accountId }: Session,
    { conversation, after }: ReceivedRequestOf<typeof ListMembers>,
  ): Promise<ReplyOf<typeof ListMembers>> => {
    const [standing] = await store.standings(database.read, [{ conversationId: conversation, accountId }]);
    if (!standing) throw new ProtocolError("conversation_not_found");
    const from = after === undefined ? "" : splitAddress(after).username;
    const found = await store.members(database.read, conversation, from, MEMBERS_PER_PAGE);
    const last = found.length === MEMBERS_PER_PAGE ? found.at(-1) : undefined;
    return {
      members: found
        .filter(({ state }) => state !== "deleted")
        .map((member) => viewMember(deps, seenBy(standing, member))),
      ...(last && { next: addressOf(last.username, serverName) }),
    };
  };
}

/** Somebody who is not heard is shown nothing of what the other one reads: it looks as if they were away. */
const seenBy = ({ accountId, isUnheard }: Standing, member: StoredMember): StoredMember =>
  isUnheard && !equalBytes(member.id, accountId) ? { ...member, delivered: 0, read: 0 } : member;

const viewMember = ({ people, serverName }: ConversationDeps, member: StoredMember): Member => ({
  address: addressOf(member.username, serverName),
  displayName: people.openProfile(member).displayName,
  role: member.role,
  delivered: member.delivered,
  read: member.read,
  since: member.since,
});
