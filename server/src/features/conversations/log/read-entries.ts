import {
  equalBytes,
  MAX_PAGE_PAYLOAD_BYTES,
  ProtocolError,
  type Entry,
  type ReadEntries,
  type ReceivedRequestOf,
  type ReplyOf,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { viewHead } from "../lists/conversation-view.ts";
import type { StoredConversation } from "../lists/own-conversations.store.ts";
import type { StoredEntry } from "./entries.store.ts";
import { viewEntry } from "./entry-view.ts";

type ReadDeps = Pick<ConversationDeps, "database" | "store" | "keys" | "epoch" | "serverName" | "now">;
type Asked = ReceivedRequestOf<typeof ReadEntries>;

/** Rows fetched at a time, so that a page of long entries does not fetch many that it has no room for. */
const CHUNK = 50;

export function createReadEntries(deps: ReadDeps) {
  return async ({ accountId }: Session, asked: Asked): Promise<ReplyOf<typeof ReadEntries>> => {
    const { store, database, epoch, now } = deps;
    const own = await store.conversation(database.read, { accountId, id: asked.conversation, now: now() });
    if (!own) throw new ProtocolError("conversation_not_found");
    await refuseDiverged(deps, asked);
    const stored = await readPage(deps, own, asked);
    return { epoch, entries: await viewEntries(deps, { accountId, own }, stored), head: viewHead(own) };
  };
}

/** A client that knows another history starts anew (RULES.md S5). */
async function refuseDiverged({ store, database, epoch }: ReadDeps, { known, conversation }: Asked): Promise<void> {
  if (!known) return;
  const hash = known.epoch === epoch && (await store.hashAt(database.read, conversation, known.seq));
  if (!hash || !equalBytes(hash, known.hash)) throw new ProtocolError("log_diverged");
}

/** In the order of the log, and nothing from before the reader came. */
async function readPage(deps: ReadDeps, own: StoredConversation, asked: Asked): Promise<StoredEntry[]> {
  const { seq, limit } = asked;
  if (asked.direction === "after") return readRun(deps, own, { direction: "after", seq, limit });
  if (asked.direction === "before") return (await readRun(deps, own, { direction: "before", seq, limit })).toReversed();
  const half = Math.floor(limit / 2);
  const earlier = half === 0 ? [] : await readRun(deps, own, { direction: "before", seq, limit: half });
  const later = await readRun(deps, own, { direction: "after", seq: Math.max(0, seq - 1), limit: limit - half });
  return [...earlier.toReversed(), ...later];
}

interface Run {
  readonly direction: "before" | "after";
  readonly seq: number;
  readonly limit: number;
}

/** From a place on, until there are enough or they are large enough. */
async function readRun(
  { store, database }: ReadDeps,
  { id, firstSeq }: StoredConversation,
  { direction, seq, limit }: Run,
): Promise<StoredEntry[]> {
  const run: StoredEntry[] = [];
  let [bytes, from] = [0, direction === "after" ? Math.max(seq, firstSeq - 1) : seq];
  while (run.length < limit) {
    const page = { conversationId: id, from, limit: Math.min(CHUNK, limit - run.length) };
    const rows = await (direction === "after" ? store.entriesAfter : store.entriesBefore)(database.read, page);
    for (const row of rows) {
      bytes += row.payload?.length ?? 0;
      if (row.seq < firstSeq || (run.length > 0 && bytes > MAX_PAGE_PAYLOAD_BYTES)) return run;
      run.push(row);
      from = row.seq;
    }
    if (rows.length < page.limit) return run;
  }
  return run;
}

interface Whose {
  readonly accountId: Uint8Array;
  readonly own: StoredConversation;
}

/** As one member sees them: what they have hidden for themselves is gone to them. */
export async function viewEntries(
  deps: ReadDeps,
  { accountId, own }: Whose,
  stored: readonly StoredEntry[],
): Promise<Entry[]> {
  const [first, last] = [stored[0], stored.at(-1)];
  if (!first || !last) return [];
  const range = { conversationId: own.id, accountId, from: first.seq, to: last.seq };
  const hidden = new Set(own.hiddenVersion === 0 ? [] : await deps.store.hiddenBetween(deps.database.read, range));
  if (own.isFleeting)
    for (const seq of await deps.store.overBetween(deps.database.read, range, deps.now())) hidden.add(seq);
  const reader = { accountId, conversationId: own.id, keys: deps.keys.open(own.id, own.key) };
  return stored.map((each) => viewEntry(deps, reader, hidden.has(each.seq) ? { ...each, kind: "gone" } : each));
}
