import { TYPING_EVERY_MS, type Address } from "@tacet/protocol";
import type { KeptRecords } from "../kept/kept-records.ts";
import type { Observable } from "../observable.ts";
import type { Call } from "../transport.ts";
import type { ConversationLines } from "./conversation-lines.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { Exclusive } from "./exclusive.ts";
import type { FillLog } from "./fill-log.ts";
import { KeptMark, parseRecord } from "./layout.ts";
import { MAX_KEPT_PLACES, type LogCopy } from "./log-copy.ts";
import { STEP } from "./log-window.ts";
import type { ConnectionState, ConversationView, MessageItem } from "./messenger.ts";
import type { Outbox } from "./outbox.ts";
import type { Clock } from "./ports.ts";
import { searchLog } from "./search-log.ts";
import type { TabEvents } from "./tab-events.ts";
import { startViewing, type Opened, type Viewing } from "./viewing.ts";
import { createWishing } from "./wishing.ts";

export interface ViewDeps {
  readonly own: Address;
  readonly call: Call;
  readonly records: KeptRecords;
  readonly exclusive: Exclusive;
  readonly clock: Clock;
  readonly copy: LogCopy;
  readonly outbox: Outbox;
  readonly lines: ConversationLines;
  readonly store: ConversationStore;
  readonly fill: FillLog;
  readonly events: TabEvents;
  readonly connection: Observable<ConnectionState>;
  readonly epoch: () => string | undefined;
}

export async function openConversationView(deps: ViewDeps, opened: Opened): Promise<ConversationView> {
  const viewing = await startViewing(deps, opened);
  const { name } = opened;
  const typing = createTypingNotes(deps, () => deps.events.tell({ kind: "types", name }));
  return {
    state: viewing.state,
    ...createWishing(deps, name, viewing),
    loadEarlier: () => viewing.step("earlier"),
    loadLater: () => viewing.step("later"),
    goTo: (seq) => viewing.show(() => ({ from: seq - STEP / 2, to: seq + STEP / 2 })),
    goToLatest: () => viewing.show(viewing.latest),
    loadGap: (after) => viewing.fill(after),
    markRead: (seq) => void markRead(deps, opened, viewing, seq).catch(() => undefined),
    setDraft: createDraftKeeping(deps, name),
    noteTyping: typing,
    search: (words) => search(deps, opened, viewing, words),
    [Symbol.dispose]: () => {
      viewing[Symbol.dispose]();
      const { seq } = viewing.line().conversation.head;
      // What was scrolled to beyond what is kept; where the records are gone, so is that.
      if (seq > MAX_KEPT_PLACES) void deps.exclusive(() => deps.copy.prune(name, seq)).catch(() => undefined);
    },
  };
}

/** Kept until the server has it: what was read without a line was read all the same. */
async function markRead(deps: ViewDeps, { name }: Opened, viewing: Viewing, seq: number): Promise<void> {
  const { records, exclusive, store, events } = deps;
  const { head } = viewing.line().conversation;
  const [read, epoch] = [Math.min(seq, head.seq), deps.epoch()];
  if (read <= head.read || epoch === undefined) return;
  await exclusive(async () => {
    const known = parseRecord(KeptMark, await records.get("marks", name));
    if (known?.epoch === epoch && known.read >= read) return;
    await records.write([{ kind: "put", collection: "marks", key: name, value: { epoch, read } }]);
  });
  await store.revise(name, (line) => {
    const { conversation } = line;
    const furthest = Math.max(conversation.head.read, read);
    return { ...line, conversation: { ...conversation, head: { ...conversation.head, read: furthest } } };
  });
  events.tell({ kind: "marked", name });
}

/** One write at a time, of what it says by then: people type faster than disks write. */
function createDraftKeeping({ records, events }: ViewDeps, name: string): (text: string) => void {
  let [latest, isWriting]: [string | undefined, boolean] = [undefined, false];

  async function write(): Promise<void> {
    for (let text = latest; text !== undefined; text = latest) {
      latest = undefined;
      const at = { collection: "drafts", key: name } as const;
      await records.write([text === "" ? { kind: "delete", ...at } : { kind: "put", ...at, value: text }]);
      events.tell({ kind: "drafted", name });
    }
  }

  return (text) => {
    latest = text;
    if (isWriting) return;
    isWriting = true;
    // A draft that cannot be kept is still in the field that it was typed into.
    void write()
      .catch(() => undefined)
      .finally(() => {
        isWriting = false;
      });
  };
}

function createTypingNotes({ clock }: ViewDeps, tell: () => void): () => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now();
    if (now >= toldAt && now - toldAt < TYPING_EVERY_MS) return;
    toldAt = now;
    tell();
  };
}

/** In what can be fetched now, and else in what is here. */
async function search(
  deps: ViewDeps,
  { name }: Opened,
  viewing: Viewing,
  words: string,
): Promise<readonly MessageItem[]> {
  const { own, copy, fill } = deps;
  const epoch = deps.epoch();
  if (epoch === undefined) return [];
  const { seq: head, firstSeq } = viewing.line().conversation.head;
  await fill.ensure(name, Math.max(firstSeq, head - MAX_KEPT_PLACES + 1), head).catch(() => undefined);
  return searchLog(copy, { own, name, epoch, firstSeq, head }, words).catch(() => []);
}
