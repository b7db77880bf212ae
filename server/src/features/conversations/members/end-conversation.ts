import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps } from "../conversation-deps.ts";

/** How many rows of a log one transaction deletes. */
const BATCH = 500;
/** How many conversations are looked at in one go. */
const ENDED_AT_ONCE = 50;
/** A link that has expired is known for so long to those who joined by it: an answer that got lost may be asked for again. */
const EXPIRED_KEPT_MS = 24 * 3600 * 1000;

/**
 * A conversation that nobody is in any more: its key goes at once, and its log with it, or as much as one transaction takes; what is left,
 * which nothing opens any more, the sweeper deletes (RULES.md S3).
 */
export async function endConversation(
  { store, now }: Pick<ConversationDeps, "store" | "now">,
  tx: Kysely<Schema>,
  conversationId: Uint8Array,
): Promise<void> {
  await store.deleteConversation(tx, conversationId);
  if ((await store.deleteLogRows(tx, conversationId, BATCH)) === "more")
    await store.markEnded(tx, conversationId, now());
}

/** Deletes what is left of ended conversations, in small transactions, and links that were void for long. It may be stopped anywhere. */
export function createSweepConversations({ database, store, now, onDestroyed }: ConversationDeps) {
  return async ({ isStopping }: { readonly isStopping: () => boolean }): Promise<void> => {
    await database.transact((tx) => store.deleteInvitesExpiredBefore(tx, now() - EXPIRED_KEPT_MS));
    for (const conversationId of await store.endedConversations(database.read, ENDED_AT_ONCE)) {
      for (let isDone = false; !isDone;) {
        if (isStopping()) return;
        isDone = await database.transact((tx) => sweepOne(store, tx, conversationId));
        onDestroyed();
      }
    }
  };
}

async function sweepOne(
  store: ConversationDeps["store"],
  tx: Kysely<Schema>,
  conversationId: Uint8Array,
): Promise<boolean> {
  if (!(await store.holdEnded(tx, conversationId))) return true;
  if ((await store.deleteLogRows(tx, conversationId, BATCH)) === "more") return false;
  await store.forgetEnded(tx, conversationId);
  return true;
}
