import {
  addressOf,
  encodeHex,
  ProtocolError,
  type Conversation,
  type JoinGroup,
  type ReadGroupInvite,
  type ReceivedRequestOf,
  type ReplyOf,
} from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Session } from "../../../http/authenticate.ts";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { openTitle } from "../lists/conversation-view.ts";
import { openLogs, writeLogs, type OpenLog } from "../log/open-log.ts";
import { letIn } from "./add-members.ts";
import { tellMoved, type Moved } from "./change-group.ts";
import { hashGroupInvite } from "./group-invites.ts";
import type { FoundInvite } from "./group-invites.store.ts";
import { holdPeople } from "./people-to-add.ts";

type Tx = Kysely<Schema>;

const refusal = (): ProtocolError => new ProtocolError("link_refused");

/**
 * What a link to a group shows and does. Whoever is in the group is let in by any link to it that is known, so that an answer which got lost can
 * be asked for again; to everybody else every link that does not let them in is the same as none.
 */
export function createJoinGroup(
  deps: ConversationDeps,
  read: (session: Session, id: Uint8Array) => Promise<Conversation>,
) {
  return {
    preview: async (
      { accountId }: Session,
      { token }: ReceivedRequestOf<typeof ReadGroupInvite>,
    ): Promise<ReplyOf<typeof ReadGroupInvite>> => {
      const { store, database } = deps;
      const invite = await store.inviteByToken(database.read, hashGroupInvite(token));
      if (!invite) throw refusal();
      const own = { conversationId: invite.conversationId, accountId };
      const isMember = (await store.member(database.read, own.conversationId, accountId)) !== undefined;
      const isLetIn =
        isMember ||
        ((await store.isInviteOpen(database.read, invite.id, deps.now())) &&
          !(await store.wasRemoved(database.read, own)));
      if (!isLetIn) throw refusal();
      const memberCount = await store.countMembers(database.read, own.conversationId);
      const shown = viewInvite(deps, invite, memberCount);
      return isMember ? { ...shown, conversation: Uint8Array.from(own.conversationId) } : shown;
    },

    join: async (session: Session, { token }: ReceivedRequestOf<typeof JoinGroup>): Promise<Conversation> => {
      const joined = await deps.database.transact((tx) => join(deps, tx, session.accountId, hashGroupInvite(token)));
      tellMoved(deps, joined.log, joined.moved);
      return read(session, joined.log.conversation.id).catch((error: unknown) => {
        // Somebody was quick to take them out again.
        const isGone = error instanceof ProtocolError && error.code === "conversation_not_found";
        throw isGone ? refusal() : error;
      });
    },
  };
}

interface Joined {
  readonly log: OpenLog;
  readonly moved: Moved;
}

async function join(deps: ConversationDeps, tx: Tx, accountId: Uint8Array, tokenHash: Uint8Array): Promise<Joined> {
  const { store, now } = deps;
  const invite = await store.inviteByToken(tx, tokenHash);
  const log = invite && (await openLogs(deps, tx, [invite.conversationId])).get(encodeHex(invite.conversationId));
  if (!invite || !log) throw refusal();
  const own = { conversationId: invite.conversationId, accountId };
  const held = await holdPeople(deps, tx, accountId, []);
  if (await store.member(tx, own.conversationId, accountId)) return { log, moved: {} };
  if ((await store.wasRemoved(tx, own)) || !(await store.useInvite(tx, invite.id, now()))) throw refusal();
  const moved = await letIn(deps, { ...own, tx, log }, { newcomers: [held.own], change: "joined" });
  await writeLogs(deps, tx, [log]);
  return { log, moved };
}

function viewInvite(
  deps: ConversationDeps,
  { conversationId, settings, makerId, makerName, makerProfile }: FoundInvite,
  memberCount: number,
): ReplyOf<typeof ReadGroupInvite> {
  const { title } = openTitle(deps, { id: conversationId, settings });
  // An invite leads to a group, every group has a title, and whoever invites is in it.
  if (title === undefined || memberCount === 0) throw refusal();
  const { displayName } = deps.people.openProfile({ id: makerId, profile: makerProfile });
  return { title, memberCount, invitedBy: { address: addressOf(makerName, deps.serverName), displayName } };
}
