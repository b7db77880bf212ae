import { encodeHex } from "@tacet/protocol";
import type { ConversationDeps } from "../conversation-deps.ts";
import { makeGone } from "./make-gone.ts";

/** Entries that go in one transaction. */
const BATCH = 200;

type SweepDeps = Pick<ConversationDeps, "database" | "store" | "now" | "tell" | "onDestroyed" | "isTimeCredible">;

/** Takes out what time has ended. Nothing waits for it: whoever reads looks at the time. Several processes may do it at once. */
export function createSweepOver(deps: SweepDeps) {
  const { database, store, now, isTimeCredible } = deps;
  return async ({ isStopping }: { readonly isStopping: () => boolean }): Promise<void> => {
    if (!(await isTimeCredible())) return;
    for (let found = BATCH; found === BATCH && !isStopping();) {
      const over = await store.over(database.read, now(), BATCH);
      found = over.length;
      const byConversation = Map.groupBy(over, ({ conversationId }) => encodeHex(conversationId));
      for (const [, entries] of [...byConversation].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        await clearOut(deps, entries);
      }
    }
  };
}

/** One conversation at a time, locked first, as whoever appends does: so nobody waits for anybody in a circle. */
async function clearOut(
  deps: SweepDeps,
  entries: readonly { readonly conversationId: Uint8Array; readonly seq: number }[],
): Promise<void> {
  const [first] = entries;
  if (!first) return;
  const { conversationId } = first;
  const seqs = await deps.database.transact(async (tx) => {
    await deps.store.lockConversations(tx, [conversationId]);
    return makeGone(
      deps,
      tx,
      conversationId,
      entries.map(({ seq }) => seq),
    );
  });
  if (seqs.length === 0) return;
  deps.onDestroyed();
  deps.tell({ kind: "gone", conversationId, seqs });
}
