import {
  addressOf,
  INBOX_PER_PAGE,
  MAX_PAGE_PAYLOAD_BYTES,
  type InboxMessage,
  type ReadInbox,
  type ReceivedRequestOf,
  type ReplyOf,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { openTitle, viewPeer } from "../lists/conversation-view.ts";
import { openPayload } from "../log/payload-sealing.ts";
import { findInboxPlaces } from "./find-inbox-places.ts";
import { encodeInboxEnd, parseInboxEnd } from "./inbox-end.ts";
import type { InboxPlace, StoredEdit, StoredInboxMessage } from "./inbox.store.ts";

/** What others said, wherever they said it. However much that is, a page costs no more than the limits of the contract say. */
export function createReadInbox(deps: ConversationDeps) {
  return async (
    { accountId }: Session,
    { filter, after }: ReceivedRequestOf<typeof ReadInbox>,
  ): Promise<ReplyOf<typeof ReadInbox>> => {
    const search = { accountId, filter, after: parseInboxEnd(after), limit: INBOX_PER_PAGE + 1 };
    const places = await findInboxPlaces(deps, search);
    const page = await fillPage(deps, accountId, places.slice(0, INBOX_PER_PAGE));
    const last = places.length > page.placesTaken ? places[page.placesTaken - 1] : undefined;
    return { messages: page.messages, ...(last && { next: encodeInboxEnd(last) }) };
  };
}

interface Page {
  readonly messages: InboxMessage[];
  /** With those at which there is nothing to be read any more. */
  readonly placesTaken: number;
}

/** The first, however large, and further ones while they are not too much together. */
async function fillPage(deps: ConversationDeps, accountId: Uint8Array, places: readonly InboxPlace[]): Promise<Page> {
  const messages: InboxMessage[] = [];
  let size = 0;
  for (const [index, place] of places.entries()) {
    const message = await readMessage(deps, accountId, place);
    size += (message?.payload.length ?? 0) + (message?.edit?.length ?? 0);
    if (messages.length > 0 && size > MAX_PAGE_PAYLOAD_BYTES) return { messages, placesTaken: index };
    if (message) messages.push(message);
  }
  return { messages, placesTaken: places.length };
}

/** An edit is always by who wrote the message: nobody else's is taken. */
async function readMessage(
  deps: ConversationDeps,
  accountId: Uint8Array,
  place: InboxPlace,
): Promise<InboxMessage | undefined> {
  const { store, database, now } = deps;
  const message = await store.inboxMessage(database.read, { accountId, ...place, now: now() });
  return message && view(deps, place, { message, edit: await store.latestEdit(database.read, place) });
}

interface Said {
  readonly message: StoredInboxMessage;
  readonly edit: StoredEdit | undefined;
}

function view(deps: ConversationDeps, { conversationId, seq, at }: InboxPlace, { message, edit }: Said): InboxMessage {
  const { senderId, sender } = message;
  const keys = deps.keys.open(conversationId, message.key);
  return {
    conversation: Uint8Array.from(conversationId),
    kind: message.kind,
    mode: message.mode,
    ...openTitle(deps, { id: conversationId, settings: message.settings }),
    ...viewPeer(deps, message),
    seq,
    ...(sender !== null && { from: addressOf(sender, deps.serverName) }),
    at,
    payload: openPayload(keys, { conversationId, seq, kind: "message", senderId }, message.payload),
    ...(edit && {
      edit: openPayload(keys, { conversationId, seq: edit.seq, kind: "edit", senderId }, edit.payload),
    }),
    isRead: seq <= message.read,
  };
}
