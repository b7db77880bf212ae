import { MarkConversation, ProtocolError } from "@tacet/protocol";
import type { KeptRecords } from "../kept/kept-records.ts";
import type { Call } from "../transport.ts";
import type { ConversationLines } from "./conversation-lines.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { Exclusive } from "./exclusive.ts";
import { idOf, KeptMark, parseRecord } from "./layout.ts";
import type { ConversationName } from "./messenger.ts";
import type { Clock } from "./ports.ts";

/** What arrives and is read within it is told at once. */
const GATHERED_MS = 400;

export interface MarkDeps {
  readonly call: Call;
  readonly records: KeptRecords;
  readonly exclusive: Exclusive;
  readonly lines: ConversationLines;
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly epoch: () => string | undefined;
  readonly isLive: () => boolean;
}

export interface MarkSending extends Disposable {
  /** There may be something to tell about a conversation. */
  readonly note: (name: ConversationName) => void;
}

/** Tells the server how far this account has received and read. What was not told yet is told with the next line. */
export function createMarkSending(deps: MarkDeps): MarkSending {
  const due = new Set<ConversationName>();
  let [stopTimer, isOver]: [(() => void) | undefined, boolean] = [undefined, false];

  async function flush(): Promise<void> {
    for (const name of due) {
      if (isOver || !deps.isLive()) return;
      due.delete(name);
      // Not told is no harm: whoever asks is told next time.
      await markOne(deps, name).catch(() => undefined);
    }
  }

  return {
    note: (name) => {
      due.add(name);
      stopTimer ??= deps.clock.after(GATHERED_MS, () => {
        stopTimer = undefined;
        void flush();
      });
    },
    [Symbol.dispose]: () => {
      isOver = true;
      stopTimer?.();
    },
  };
}

async function markOne(deps: MarkDeps, name: ConversationName): Promise<void> {
  const { records, lines, store } = deps;
  const [line, epoch] = [lines.get(name), deps.epoch()];
  if (!line || epoch === undefined) return;
  const kept = parseRecord(KeptMark, await records.get("marks", name));
  const { head } = line.conversation;
  const wished = kept?.epoch === epoch ? Math.min(kept.read, head.seq) : 0;
  const delivered = Math.max(head.delivered, Math.min(head.seq, Math.max(line.syncedTo, wished)));
  if (kept === undefined && delivered <= head.delivered) return;
  try {
    const marked = await deps.call(MarkConversation, { conversation: idOf(name), epoch, delivered, read: wished });
    await store.revise(name, (revised) => {
      const { conversation } = revised;
      const read = Math.max(marked.read, conversation.head.read);
      return { ...revised, conversation: { ...conversation, head: { ...conversation.head, ...marked, read } } };
    });
  } catch (error) {
    // A place that this log does not have: there is nothing to tell.
    if (!(error instanceof ProtocolError) || error.code !== "log_diverged") throw error;
  }
  await deps.exclusive(async () => {
    const now = parseRecord(KeptMark, await records.get("marks", name));
    if (now && now.epoch === kept?.epoch && now.read <= kept.read) {
      await records.write([{ kind: "delete", collection: "marks", key: name }]);
    }
  });
}
