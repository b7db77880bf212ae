import {
  CONVERSATIONS_PER_PAGE,
  ProtocolError,
  type Bytes,
  type Conversation,
  type Entry,
  type ListConversations,
  type ReplyOf,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import { encodePageEnd, parsePageEnd } from "../../../http/page-end.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { viewEntries } from "../log/read-entries.ts";
import { viewConversation } from "./conversation-view.ts";
import type { StoredConversation } from "./own-conversations.store.ts";

/** So many entries are looked at for the latest message. */
const LOOKED_AT = 20;

export function createListConversations(deps: ConversationDeps) {
  const { store, database, now } = deps;
  const view = async (accountId: Uint8Array, own: StoredConversation): Promise<Conversation> =>
    viewConversation(deps, own, await latestMessage(deps, accountId, own));

  return {
    list: async ({ accountId }: Session, after: Bytes | undefined): Promise<ReplyOf<typeof ListConversations>> => {
      const page = { accountId, after: parsePageEnd(after), limit: CONVERSATIONS_PER_PAGE, now: now() };
      const found = await store.conversations(database.read, page);
      const conversations = await Promise.all(found.map((own) => view(accountId, own)));
      const last = found.length === CONVERSATIONS_PER_PAGE ? found.at(-1) : undefined;
      return { conversations, ...(last && { next: encodePageEnd({ at: last.changedAt, id: last.id }) }) };
    },

    read: async ({ accountId }: Session, id: Uint8Array): Promise<Conversation> => {
      const own = await store.conversation(database.read, { accountId, id, now: now() });
      if (!own) throw new ProtocolError("conversation_not_found");
      return view(accountId, own);
    },

    countUnread: async ({ accountId }: Session) => ({
      conversations: await store.countUnread(database.read, accountId, now()),
    }),
  };
}

/** Among the latest entries, or none: a list is no place to search in. */
async function latestMessage(
  deps: ConversationDeps,
  accountId: Uint8Array,
  own: StoredConversation,
): Promise<Entry | undefined> {
  const page = { conversationId: own.id, from: own.head + 1, limit: LOOKED_AT };
  const stored = await deps.store.entriesBefore(deps.database.read, page);
  for (const each of stored.filter(({ kind, seq }) => kind === "message" && seq >= own.firstSeq)) {
    const [entry] = await viewEntries(deps, { accountId, own }, [each]);
    if (entry?.kind === "message") return entry;
  }
  return undefined;
}
