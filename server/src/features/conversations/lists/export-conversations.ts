import { CONVERSATIONS_PER_PAGE, encodeBase64url } from "@tacet/protocol";
import { beginning } from "../../../http/page-end.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { openPayload } from "../log/payload-sealing.ts";
import { viewConversation } from "./conversation-view.ts";
import type { StoredConversation } from "./own-conversations.store.ts";

/** Places of a log that are looked at in one go: what others said there is skipped. */
const PLACES = 500;

/** What somebody is given of conversations in an export: which they are in, and what they said there themselves. What others said is theirs. */
export function createExportConversations(deps: ConversationDeps) {
  return {
    conversations: async function* (accountId: Uint8Array) {
      for await (const own of ownConversations(deps, accountId)) yield describe(deps, own);
    },

    messages: async function* (accountId: Uint8Array) {
      for await (const own of ownConversations(deps, accountId)) yield* saidIn(deps, accountId, own);
    },
  };
}

async function* ownConversations({ store, database, now }: ConversationDeps, accountId: Uint8Array) {
  for (let after = beginning; ;) {
    const page = await store.conversations(database.read, {
      accountId,
      after,
      limit: CONVERSATIONS_PER_PAGE,
      now: now(),
    });
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = { at: last.changedAt, id: last.id };
  }
}

function describe(deps: ConversationDeps, own: StoredConversation): object {
  const { kind, title, with: other, role, memberCount } = viewConversation(deps, own, undefined);
  const named = { ...(title !== undefined && { title }), ...(other?.address !== undefined && { with: other.address }) };
  return { id: encodeBase64url(own.id), kind, ...named, role, memberCount };
}

/** A place has one entry, so that a stretch of places is a bounded number of rows, however few of them are one's own. */
async function* saidIn(
  { store, database, keys: cabinet, now }: ConversationDeps,
  senderId: Uint8Array,
  own: StoredConversation,
) {
  const keys = cabinet.open(own.id, own.key);
  for (let from = own.firstSeq; from <= own.head; from += PLACES) {
    const stretch = { conversationId: own.id, senderId, from, to: from + PLACES - 1 };
    const over = new Set(own.isFleeting ? await store.overBetween(database.read, stretch, now()) : []);
    for (const { seq, kind, at, target, payload } of await store.entriesOfSender(database.read, stretch)) {
      if (over.has(seq)) continue;
      const said = openPayload(keys, { conversationId: own.id, seq, kind, senderId }, payload);
      const about = target === null ? {} : { target };
      const content: unknown = JSON.parse(said);
      yield { conversation: encodeBase64url(own.id), seq, kind, at, ...about, content };
    }
  }
}
