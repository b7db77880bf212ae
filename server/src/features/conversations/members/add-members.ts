import {
  addressOf,
  MAX_GROUP_MEMBERS,
  ProtocolError,
  type AddMembers,
  type MembershipContent,
  type ReceivedRequestOf,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps, HeldPerson } from "../conversation-deps.ts";
import { appendMembership, refuseFullList } from "./begin-conversation.ts";
import { changeGroup, refuseWhoDoesNotLookAfter, type Moved, type OpenGroup } from "./change-group.ts";
import { holdPeople, isAmong, refuseStrangers } from "./people-to-add.ts";

export function createAddMembers(deps: ConversationDeps) {
  const { store } = deps;
  return async (
    { accountId }: Session,
    { conversation: conversationId, people }: ReceivedRequestOf<typeof AddMembers>,
  ): Promise<Record<string, never>> => {
    await changeGroup(deps, { conversationId, accountId }, async (group) => {
      refuseWhoDoesNotLookAfter(group);
      const { tx } = group;
      const { others } = await holdPeople(deps, tx, accountId, people);
      const ids = others.map(({ id }) => id);
      const members = await store.membersAmong(tx, conversationId, ids);
      const newcomers = others.filter((other) => !isAmong(members, other));
      if (newcomers.length === 0) return {};
      await refuseStrangers(deps, tx, accountId, newcomers);
      // Whoever was removed and is added by name may come in by links again, too.
      await store.forgetRemovals(tx, conversationId, ids);
      return letIn(deps, group, { newcomers, change: "added" });
    });
    return {};
  };
}

interface Admission {
  /** Held, and not in it. */
  readonly newcomers: readonly HeldPerson[];
  readonly change: Extract<MembershipContent["change"], "added" | "joined">;
}

/** They read from the entry on that tells of their coming. Whose account it is that does it stands on that. */
export async function letIn(
  deps: ConversationDeps,
  { tx, log, conversationId, accountId }: Omit<OpenGroup, "role">,
  { newcomers, change }: Admission,
): Promise<Moved> {
  const { store, serverName } = deps;
  const count = await store.countMembers(tx, conversationId);
  if (count + newcomers.length > MAX_GROUP_MEMBERS) throw new ProtocolError("group_full");
  for (const { id } of newcomers) await refuseFullList(deps, tx, id);
  const who = newcomers.map(({ username }) => addressOf(username, serverName));
  const { seq, at } = appendMembership(log, { senderId: accountId, isUnheard: false }, { change, who });
  const common = { conversationId, peerId: null, role: "member", firstSeq: seq, since: at } as const;
  await store.insertMembers(
    tx,
    newcomers.map(({ id }) => ({ ...common, accountId: id })),
  );
  return { joined: newcomers.map(({ id }) => id) };
}
