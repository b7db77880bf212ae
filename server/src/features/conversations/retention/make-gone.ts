import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps } from "../conversation-deps.ts";

type Tx = Kysely<Schema>;
type GoneDeps = Pick<ConversationDeps, "store">;

/** Of these entries, and what is about them, nothing is left but places and references (RULES.md L4). Answers all that went. */
export async function makeGone(
  { store }: GoneDeps,
  tx: Tx,
  conversationId: Uint8Array,
  seqs: readonly number[],
): Promise<readonly number[]> {
  const gone = await store.makeGone(tx, conversationId, seqs);
  // Also of those asked for that were gone before: of nothing that is gone anything is left here.
  await store.forgetFleeting(tx, conversationId, [...new Set([...seqs, ...gone])]);
  return gone;
}

const READ_BATCH = 1000;

/** After somebody has read further: for what all have read now, the time runs. */
export async function beginReadTime(
  { store, now }: Pick<ConversationDeps, "store" | "now">,
  tx: Tx,
  conversationId: Uint8Array,
): Promise<void> {
  const begun = { conversationId, now: now(), limit: READ_BATCH };
  while ((await store.beginReadTime(tx, begun)) === READ_BATCH) continue;
}
