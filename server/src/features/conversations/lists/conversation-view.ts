import { addressOf, parseUtf8, type Conversation, type Entry, type Head, GroupTitle } from "@tacet/protocol";
import * as z from "zod";
import { conversationPlace } from "../../../storage/sealed-columns.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import type { StoredConversation, StoredHead } from "./own-conversations.store.ts";

type ViewDeps = Pick<ConversationDeps, "sealing" | "people" | "epoch" | "serverName">;

export const viewHead = (stored: StoredHead): Head => ({
  conversation: Uint8Array.from(stored.id),
  seq: stored.head,
  hash: Uint8Array.from(stored.headHash),
  firstSeq: stored.firstSeq,
  delivered: stored.delivered,
  read: stored.read,
  unread: stored.unread,
  hiddenVersion: stored.hiddenVersion,
});

export const viewConversation = (
  deps: ViewDeps,
  stored: StoredConversation,
  last: Entry | undefined,
): Conversation => ({
  id: Uint8Array.from(stored.id),
  kind: stored.kind,
  mode: stored.mode,
  ...openTitle(deps, stored),
  ...viewPeer(deps, stored),
  memberCount: stored.memberCount,
  role: stored.role,
  ...(stored.disappearAfterMs !== null && {
    disappearing: { afterMs: stored.disappearAfterMs, from: stored.disappearFrom ?? "sent" },
  }),
  clearOnSignOut: {
    own: stored.clearOnSignOut,
    ...(stored.peerClearOnSignOut !== null && { other: stored.peerClearOnSignOut }),
  },
  isOpen: stored.closedAt === null,
  changedAt: stored.changedAt,
  epoch: deps.epoch,
  head: viewHead(stored),
  ...(last && { last }),
});

const Settings = z.object({ title: GroupTitle });

/** Sealed, what `openTitle` opens. */
export const sealTitle = (
  { sealing }: Pick<ViewDeps, "sealing">,
  conversationId: Uint8Array,
  title: string,
): Uint8Array => sealing.seal(conversationPlace("settings", conversationId), Buffer.from(JSON.stringify({ title })));

export function openTitle(
  { sealing }: Pick<ViewDeps, "sealing">,
  { id, settings }: Pick<StoredConversation, "id" | "settings">,
): Pick<Conversation, "title"> {
  if (!settings) return {};
  return Settings.parse(JSON.parse(parseUtf8(sealing.open(conversationPlace("settings", id), settings))));
}

export type StoredPeer = Pick<StoredConversation, "peerId" | "peerName" | "peerState" | "peerProfile">;

/** Nothing is left of an account that was deleted, its name included. */
export function viewPeer({ people, serverName }: ViewDeps, stored: StoredPeer): Pick<Conversation, "with"> {
  const { peerId, peerName, peerState, peerProfile } = stored;
  if (peerId === null || peerName === null) return {};
  if (peerState === "deleted") return { with: { displayName: "" } };
  const { displayName } = people.openProfile({ id: peerId, profile: peerProfile });
  return { with: { address: addressOf(peerName, serverName), displayName } };
}
