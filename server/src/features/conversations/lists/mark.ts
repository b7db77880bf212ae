import { ProtocolError, type MarkConversation, type ReceivedRequestOf, type ReplyOf } from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import { beginReadTime } from "../retention/make-gone.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import type { Standing } from "../log/append-rows.store.ts";

/** How far a member has received and read. A position that this log never had belongs to another life of it. */
export function createMark({ database, store, epoch, now, tell }: ConversationDeps) {
  return async (
    { accountId }: Session,
    asked: ReceivedRequestOf<typeof MarkConversation>,
  ): Promise<ReplyOf<typeof MarkConversation>> => {
    const read = asked.read ?? 0;
    const delivered = Math.max(asked.delivered ?? 0, read);
    const conversationId = asked.conversation;
    const marked = await database.transact(async (tx) => {
      const own = await store.positions(tx, conversationId, accountId);
      if (!own) throw new ProtocolError("conversation_not_found");
      if (asked.epoch !== epoch || delivered > own.head) throw new ProtocolError("log_diverged");
      if (delivered <= own.delivered && read <= own.read) return { cursors: own, isNews: false, isQuiet: true };
      // What is about a message takes over its time: nobody appends while that begins to run.
      if (own.isFleeting) await store.lockConversations(tx, [conversationId]);
      const cursors = await store.mark(tx, { conversationId, accountId, delivered, read });
      if (!cursors) throw new ProtocolError("conversation_not_found");
      if (own.isFleeting && read > own.read) await beginReadTime({ store, now }, tx, conversationId);
      const [standing] = await store.standings(tx, [{ conversationId, accountId }]);
      return { cursors, isNews: true, isQuiet: standing !== undefined && isQuiet(standing) };
    });
    const cursors = { delivered: marked.cursors.delivered, read: marked.cursors.read };
    const { isQuiet: isForOneself } = marked;
    if (marked.isNews) tell({ kind: "marked", conversationId, accountId, isForOneself, ...cursors });
    return cursors;
  };
}

/** Whoever is not heard is not told either what the other one reads, and when. */
const isQuiet = ({ peerId, blocks, hasWritten }: Standing): boolean => peerId !== null && (blocks || !hasWritten);
