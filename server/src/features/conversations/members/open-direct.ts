import {
  concatBytes,
  ProtocolError,
  splitAddress,
  type Conversation,
  type ReceivedRequestOf,
  type OpenDirect,
} from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Session } from "../../../http/authenticate.ts";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps, HeldPerson } from "../conversation-deps.ts";
import type { OpenLog } from "../log/open-log.ts";
import { beginConversation } from "./begin-conversation.ts";

type ReadConversation = (session: Session, id: Uint8Array) => Promise<Conversation>;

/**
 * The one conversation of two people. It is made for whoever may write to the other, or could once: that somebody has blocked one, or has
 * forgotten that they ever wrote, is told by nothing here (see `isUnheard`).
 */
export function createOpenDirect(deps: ConversationDeps, read: ReadConversation) {
  return async (session: Session, asked: ReceivedRequestOf<typeof OpenDirect>): Promise<Conversation> => {
    const { username, serverName } = splitAddress(asked.with);
    if (serverName !== deps.serverName) throw new ProtocolError("person_not_found");
    const opened = await deps.database.transact((tx) => open(deps, tx, session.accountId, username));
    if (opened.log) {
      const { conversation, appended } = opened.log;
      deps.tell({ kind: "appended", conversationId: conversation.id, entries: appended, joined: opened.joined });
    }
    return read(session, opened.id);
  };
}

interface Opened {
  readonly id: Uint8Array;
  readonly joined: readonly Uint8Array[];
  /** When it was made just now. */
  readonly log?: OpenLog;
}

async function open(deps: ConversationDeps, tx: Kysely<Schema>, ownId: Uint8Array, username: string): Promise<Opened> {
  const { store, people } = deps;
  const pair = await people.lockPair(tx, ownId, username);
  if (!pair) throw new ProtocolError("unauthenticated");
  const { own, other } = pair;
  if (!other || other.state === "deleted") throw new ProtocolError("person_not_found");
  const existing = await store.conversationByPair(tx, pairOf(own.id, other.id));
  if (existing) return { id: existing.id, joined: [] };
  const { blocks, isBlocked, hasWritten, wasWrittenTo } = await people.relation(tx, own.id, other.id);
  if (blocks) throw new ProtocolError("person_blocked", { detail: "End the block first" });
  if (!hasWritten && !wasWrittenTo) throw new ProtocolError("request_needed");
  const isUnheard = isBlocked || !wasWrittenTo;
  const log = await begin(deps, tx, { own, other, isUnheard });
  return { id: log.conversation.id, joined: isUnheard ? [own.id] : [own.id, other.id], log };
}

interface NewPair {
  readonly own: HeldPerson;
  readonly other: HeldPerson;
  readonly isUnheard: boolean;
}

const begin = (deps: ConversationDeps, tx: Kysely<Schema>, { own, other, isUnheard }: NewPair): Promise<OpenLog> =>
  beginConversation(deps, tx, {
    conversation: { kind: "direct", pair: pairOf(own.id, other.id), origin: null },
    founder: own,
    others: [other],
    isUnheard,
    members: [
      { accountId: own.id, peerId: other.id, role: "member" },
      { accountId: other.id, peerId: own.id, role: "member" },
    ],
  });

const pairOf = (one: Uint8Array, other: Uint8Array): Uint8Array =>
  Buffer.compare(one, other) < 0 ? concatBytes(one, other) : concatBytes(other, one);
