import { encodeHex, ListConversations, ListHidden, type Bytes, type Head } from "@tacet/protocol";
import type { KeptRecords } from "../kept/kept-records.ts";
import type { Call } from "../transport.ts";
import type { ConversationLines } from "./conversation-lines.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { FillLog } from "./fill-log.ts";
import { idOf } from "./layout.ts";
import type { ConversationName } from "./messenger.ts";
import type { TabEvents } from "./tab-events.ts";

export interface ListSyncDeps {
  readonly call: Call;
  readonly records: KeptRecords;
  readonly lines: ConversationLines;
  readonly store: ConversationStore;
  readonly fill: FillLog;
  readonly events: TabEvents;
}

/** Of one line, from its heads on. */
export interface ListSync {
  /** By the names of all conversations that there are. */
  readonly heads: ReadonlyMap<ConversationName, Head>;
  /** Those that were known before. */
  readonly before: ReadonlyMap<ConversationName, unknown>;
  /** Those where it is urgent. */
  readonly first: readonly ConversationName[];
  readonly isOver: () => boolean;
  /** What is kept of this conversation is in step. */
  readonly onInStep: (name: ConversationName) => void;
}

/** Up to here they are read one by one, beyond by the pages of the list. */
const READ_SINGLY = 8;
const AT_ONCE = 4;

/** Brings the list in step with the heads, and then log by log. Rejects as calls do. */
export async function syncList(deps: ListSyncDeps, sync: ListSync): Promise<void> {
  const { lines, fill, events, records } = deps;
  for (const name of sync.before.keys()) {
    // The heads are older than what was made meanwhile: the server has the last word.
    if (!sync.heads.has(name) && !sync.isOver()) await fill.describe(idOf(name));
  }
  await refreshLines(deps, sync);
  if (sync.isOver()) return;
  await records.write([{ kind: "put", collection: "state", key: "listed", value: true }]);
  events.tell({ kind: "listed" });
  const rest = new Set([...sync.first, ...lines.names()]);
  await Promise.all(Array.from({ length: AT_ONCE }, () => catchUpAll(deps, sync, rest)));
}

async function refreshLines(deps: ListSyncDeps, { heads, isOver }: ListSync): Promise<void> {
  const { call, lines, store, fill } = deps;
  const stale = new Set([...heads].filter(([name, head]) => isStale(lines, name, head)).map(([name]) => name));
  if (stale.size <= READ_SINGLY) {
    for (const name of stale) if (!isOver()) await fill.describe(idOf(name));
    return;
  }
  let after: Bytes | undefined;
  do {
    const page = await call(ListConversations, after ? { after } : {});
    for (const conversation of page.conversations) {
      if (isOver()) return;
      if (stale.delete(encodeHex(conversation.id))) await store.describe(conversation);
    }
    after = page.next;
  } while (after && stale.size > 0);
  // Those that moved from a later page to an earlier one meanwhile.
  for (const name of stale) if (!isOver()) await fill.describe(idOf(name));
}

function isStale(lines: ConversationLines, name: ConversationName, head: Head): boolean {
  const known = lines.get(name)?.conversation.head;
  return (
    known === undefined ||
    known.seq !== head.seq ||
    encodeHex(known.hash) !== encodeHex(head.hash) ||
    known.read !== head.read ||
    known.unread !== head.unread ||
    known.firstSeq !== head.firstSeq
  );
}

async function catchUpAll(deps: ListSyncDeps, sync: ListSync, rest: Set<ConversationName>): Promise<void> {
  for (const name of rest) {
    rest.delete(name);
    if (sync.isOver()) return;
    const head = sync.heads.get(name);
    if (head) await bringInStep(deps, name, head);
    if (!sync.isOver()) sync.onInStep(name);
  }
}

async function bringInStep(deps: ListSyncDeps, name: ConversationName, head: Head): Promise<void> {
  const line = deps.lines.get(name);
  if (!line) return;
  if (line.hiddenKnown < head.hiddenVersion) await fetchHidden(deps, name, head.hiddenVersion);
  const known = line.conversation.head;
  const isSame = known.seq === head.seq && encodeHex(known.hash) === encodeHex(head.hash);
  if (line.syncedTo !== head.seq || !isSame) await deps.fill.catchUp(name, head);
}

/** What was hidden on other devices is gone here too. */
export async function fetchHidden(
  { call, lines, store }: Pick<ListSyncDeps, "call" | "lines" | "store">,
  name: ConversationName,
  upTo: number,
): Promise<void> {
  let known = lines.get(name)?.hiddenKnown ?? upTo;
  while (known < upTo) {
    const page = await call(ListHidden, { conversation: idOf(name), sinceVersion: known });
    await store.makeGone(name, page.seqs, (line) => ({
      ...line,
      hiddenKnown: Math.max(line.hiddenKnown, page.upToVersion),
    }));
    if (page.upToVersion <= known) return;
    known = page.upToVersion;
  }
}
