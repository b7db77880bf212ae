import type { DecideClearings, ReadWaitingClearings, ReceivedRequestOf, ReplyOf } from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";

type WaitingDeps = Pick<ConversationDeps, "database" | "endings" | "now">;

/** What waits to be cleared because somebody else than its owner may have ended the sessions (RULES.md L5). */
export const createWaitingClearings = ({ database, endings, now }: WaitingDeps, clearSoon: () => void) => ({
  read: async ({ accountId }: Session): Promise<ReplyOf<typeof ReadWaitingClearings>> => {
    const { count, first } = await endings.waitingEndings(database.read, accountId, now());
    return { waiting: count, ...(first !== undefined && { clearsAt: first }) };
  },

  decide: async (
    { accountId }: Session,
    { decision }: ReceivedRequestOf<typeof DecideClearings>,
  ): Promise<ReplyOf<typeof DecideClearings>> => {
    const at = now();
    const decided = await database.transact(async (tx) => {
      const { count } = await endings.waitingEndings(tx, accountId, at);
      await endings.decideEndings(tx, accountId, { decision, now: at });
      return count;
    });
    clearSoon();
    return { decided };
  },
});
