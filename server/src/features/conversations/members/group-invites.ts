import { createHash, randomBytes } from "node:crypto";
import {
  addressOf,
  encodeBase64url,
  GROUP_INVITE_BYTES,
  GROUP_INVITE_ID_BYTES,
  MAX_OPEN_GROUP_INVITES,
  ProtocolError,
  type CreateGroupInvite,
  type GroupInvite,
  type ListGroupInvites,
  type ReceivedRequestOf,
  type ReplyOf,
  type RevokeGroupInvite,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { looksAfter, refuseWhoDoesNotLookAfter, withinGroup, type OpenGroup } from "./change-group.ts";
import type { StoredInvite } from "./group-invites.store.ts";

/** Links by which people join a group: only a hash of what such a link carries is kept. No entry tells of them; who joins is told. */
export function createGroupInvites(deps: ConversationDeps) {
  const { store, database, now, publicUrl } = deps;
  return {
    create: async (
      { accountId }: Session,
      asked: ReceivedRequestOf<typeof CreateGroupInvite>,
    ): Promise<ReplyOf<typeof CreateGroupInvite>> => {
      const token = randomBytes(GROUP_INVITE_BYTES);
      const own = { conversationId: asked.conversation, accountId };
      const { result } = await withinGroup(deps, own, (group) => make(deps, group, asked, hashGroupInvite(token)));
      return { link: `${publicUrl}/g#${encodeBase64url(token)}`, invite: result };
    },

    list: async (
      { accountId }: Session,
      { conversation: conversationId }: ReceivedRequestOf<typeof ListGroupInvites>,
    ): Promise<ReplyOf<typeof ListGroupInvites>> => {
      const own = await store.conversation(database.read, { accountId, id: conversationId, now: now() });
      if (!own) throw new ProtocolError("conversation_not_found");
      if (!looksAfter(own.kind, own.role)) throw new ProtocolError("not_allowed");
      const open = await store.openInvites(database.read, conversationId, now());
      return { invites: open.map((each) => viewInvite(deps, each)) };
    },

    revoke: async (
      { accountId }: Session,
      { conversation: conversationId, id }: ReceivedRequestOf<typeof RevokeGroupInvite>,
    ): Promise<Record<string, never>> => {
      await withinGroup(deps, { conversationId, accountId }, async (group) => {
        refuseWhoDoesNotLookAfter(group);
        await store.deleteInvite(group.tx, conversationId, id);
      });
      return {};
    },
  };
}

async function make(
  deps: ConversationDeps,
  group: OpenGroup,
  { lifeS, maxUses }: ReceivedRequestOf<typeof CreateGroupInvite>,
  tokenHash: Uint8Array,
): Promise<GroupInvite> {
  refuseWhoDoesNotLookAfter(group);
  const { store, now } = deps;
  const { tx, conversationId, accountId } = group;
  const madeAt = now();
  const open = await store.openInvites(tx, conversationId, madeAt);
  if (open.length >= MAX_OPEN_GROUP_INVITES) throw new ProtocolError("list_full");
  const invite = {
    id: Uint8Array.from(randomBytes(GROUP_INVITE_ID_BYTES)),
    madeAt,
    expiresAt: madeAt + lifeS * 1000,
    maxUses: maxUses ?? null,
  };
  await store.insertInvite(tx, { ...invite, conversationId, madeBy: accountId, tokenHash });
  const madeBy = await store.usernameOf(tx, accountId);
  if (madeBy === undefined) throw new ProtocolError("unauthenticated");
  return viewInvite(deps, { ...invite, madeBy, uses: 0 });
}

/** 256 random bits need no slow hash. */
export const hashGroupInvite = (token: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash("sha256").update(token).digest());

const viewInvite = ({ serverName }: ConversationDeps, { maxUses, madeBy, ...invite }: StoredInvite): GroupInvite => ({
  id: Uint8Array.from(invite.id),
  madeBy: addressOf(madeBy, serverName),
  madeAt: invite.madeAt,
  expiresAt: invite.expiresAt,
  uses: invite.uses,
  ...(maxUses !== null && { maxUses }),
});
