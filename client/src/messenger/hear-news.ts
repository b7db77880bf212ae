import { encodeHex, equalBytes, type Address, type Entry } from "@tacet/protocol";
import { withHead, type ConversationStore } from "./conversation-store.ts";
import type { ConversationLines } from "./conversation-lines.ts";
import type { FillLog } from "./fill-log.ts";
import { idOf, type KeptLine } from "./layout.ts";
import type { NewsFrame } from "./line/line-session.ts";
import type { ConversationName } from "./messenger.ts";
import type { MarkSending } from "./send-marks.ts";
import { fetchHidden, type ListSyncDeps } from "./sync-list.ts";

/** What is pushed about a conversation once a line stands; the greeting is not among it. */
export type PushedFrame = Exclude<NewsFrame, { kind: "welcome" | "heads" | "ready" | "presence" }>;

export interface NewsDeps extends Pick<ListSyncDeps, "call" | "lines" | "store" | "fill" | "events"> {
  readonly own: Address;
  readonly lines: ConversationLines;
  readonly store: ConversationStore;
  readonly fill: FillLog;
  readonly marks: MarkSending;
  readonly epoch: () => string | undefined;
  /** New messages of others, in their order. */
  readonly onArrival: (name: ConversationName, seqs: readonly number[]) => void;
  /** Goes on with work that no later frame has to wait for. */
  readonly later: (work: Promise<unknown>) => void;
}

type Pushed<K extends PushedFrame["kind"]> = Extract<PushedFrame, { kind: K }>;

/** Takes in what is pushed, one after the other. Rejects when it could not be kept, or a call failed that it needs: then it has to be fetched. */
export function createNewsHearing(deps: NewsDeps) {
  return async (frames: readonly [PushedFrame, ...PushedFrame[]]): Promise<void> => {
    const [frame] = frames;
    const name = encodeHex(frame.conversation);
    switch (frame.kind) {
      case "entry":
        return hearEntries(
          deps,
          name,
          frames.filter((each) => each.kind === "entry"),
        );
      case "receipt":
        return hearReceipt(deps, name, frame);
      case "gone":
        return deps.store.makeGone(name, frame.seqs);
      case "hidden":
        return fetchHidden(deps, name, frame.hiddenVersion);
      case "left":
        // It may have been added again by now.
        return void (await deps.fill.describe(frame.conversation));
      case "typing":
        if (frame.from !== deps.own) deps.events.tell({ kind: "typing", name, from: frame.from });
    }
  };
}

/** All of one conversation. */
async function hearEntries(deps: NewsDeps, name: ConversationName, frames: readonly Pushed<"entry">[]): Promise<void> {
  const { lines, store, fill, own } = deps;
  const entries = frames.filter(({ epoch }) => epoch === deps.epoch()).map(({ entry }) => entry);
  const latest = entries.toSorted((a, b) => a.seq - b.seq).at(-1);
  if (!latest) return;
  const before = lines.get(name)?.conversation.head.seq ?? 0;
  const isKnown = lines.get(name) !== undefined || (await fill.describe(idOf(name)));
  if (!isKnown) return;
  const isOfOthers = ({ kind, from, seq }: Entry): boolean => kind === "message" && from !== own && seq > before;
  const arrived = entries.filter(isOfOthers).map(({ seq }) => seq);
  await store.absorb(name, entries, (line) => grow(line, entries, arrived.length));
  if (entries.some(changesConversation)) await fill.describe(idOf(name));
  if ((lines.get(name)?.syncedTo ?? 0) < latest.seq) deps.later(fill.catchUp(name, latest));
  deps.marks.note(name);
  for (const { from, kind } of entries) if (from && kind === "message") lines.noteTyping(name, from, "stopped");
  if (arrived.length > 0) deps.onArrival(name, arrived);
}

const changesConversation = ({ kind }: Entry): boolean => kind === "membership" || kind === "settings";

function grow(line: KeptLine, entries: readonly Entry[], arrivedCount: number): KeptLine {
  const sorted = entries.toSorted((a, b) => a.seq - b.seq);
  let { syncedTo } = line;
  for (const { seq } of sorted) if (seq === syncedTo + 1) syncedTo = seq;
  const latest = sorted.at(-1);
  const grown = latest ? withHead(line, { seq: latest.seq, hash: latest.hash }, latest.at) : line;
  const { conversation } = grown;
  // Counted anew where the copy can tell.
  const unread = Math.min(100, conversation.head.unread + arrivedCount);
  return { ...grown, syncedTo, conversation: { ...conversation, head: { ...conversation.head, unread } } };
}

async function hearReceipt(deps: NewsDeps, name: ConversationName, frame: Pushed<"receipt">): Promise<void> {
  const { from, delivered, read } = frame;
  const isOwn = from === deps.own;
  await deps.store.revise(name, (line) => (isOwn ? withOwnCursors(line, frame) : withCursor(line, frame)));
  const head = deps.lines.get(name)?.conversation.head;
  // How many are left unread there only the server can say when they are not here.
  if (isOwn && head && head.unread > 0 && (delivered > 0 || read > 0)) {
    deps.later(deps.fill.describe(idOf(name)));
  }
}

function withOwnCursors(line: KeptLine, { delivered, read }: Pushed<"receipt">): KeptLine {
  const { conversation } = line;
  const { head } = conversation;
  const further = { delivered: Math.max(head.delivered, delivered), read: Math.max(head.read, read) };
  return { ...line, conversation: { ...conversation, head: { ...head, ...further } } };
}

/** In a group, cursors count once all of them were read: before, nobody could say what everybody has read. */
function withCursor(line: KeptLine, { from: address, delivered, read }: Pushed<"receipt">): KeptLine {
  if (line.cursors.length === 0 && line.conversation.kind !== "direct") return line;
  const known = line.cursors.find((cursor) => cursor.address === address) ?? { address, delivered: 0, read: 0 };
  const further = { address, delivered: Math.max(known.delivered, delivered), read: Math.max(known.read, read) };
  return { ...line, cursors: [...line.cursors.filter((cursor) => cursor !== known), further] };
}

/** Whether the second can be taken in together with the first. */
export const belongTogether = (first: PushedFrame, second: PushedFrame): boolean =>
  first.kind === "entry" && second.kind === "entry" && equalBytes(first.conversation, second.conversation);
