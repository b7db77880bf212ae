import {
  ProtocolError,
  type HideMessages,
  type ListHidden,
  type ReceivedRequestOf,
  type ReplyOf,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import type { Positions } from "../members/members.store.ts";

const LISTED_AT_ONCE = 1000;

/** Messages that somebody deletes for themselves alone. */
export function createHideMessages({ database, store, tell }: ConversationDeps) {
  return {
    hide: async (
      { accountId }: Session,
      { conversation: conversationId, seqs }: ReceivedRequestOf<typeof HideMessages>,
    ): Promise<ReplyOf<typeof HideMessages>> => {
      const version = await database.transact(async (tx) => {
        const own = await store.countHiding(tx, conversationId, accountId);
        if (!own) throw new ProtocolError("conversation_not_found");
        const readable = [...new Set(seqs)].filter((seq) => isReadable(own, seq));
        await store.hide(tx, { conversationId, accountId, seqs: readable, version: own.hiddenVersion });
        return own.hiddenVersion;
      });
      tell({ kind: "hidden", conversationId, accountId, hiddenVersion: version });
      return { hiddenVersion: version };
    },

    list: async (
      { accountId }: Session,
      { conversation: conversationId, sinceVersion }: ReceivedRequestOf<typeof ListHidden>,
    ): Promise<ReplyOf<typeof ListHidden>> => {
      const own = await store.positions(database.read, conversationId, accountId);
      if (!own) throw new ProtocolError("conversation_not_found");
      const asked = { conversationId, accountId, version: sinceVersion };
      const found = await store.hiddenSince(database.read, asked, LISTED_AT_ONCE);
      const isWhole = found.length < LISTED_AT_ONCE;
      const upToVersion = isWhole ? own.hiddenVersion : (found.at(-1)?.version ?? sinceVersion) - 1;
      const seqs = found.filter(({ version }) => version <= upToVersion).map(({ seq }) => seq);
      return { seqs, upToVersion };
    },
  };
}

const isReadable = ({ firstSeq, head }: Positions, seq: number): boolean => seq >= firstSeq && seq <= head;
