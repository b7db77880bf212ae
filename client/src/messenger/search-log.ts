import type { Address } from "@tacet/protocol";
import { foldLog } from "./fold-log.ts";
import { MAX_KEPT_PLACES, type LogCopy } from "./log-copy.ts";
import type { ConversationName, MessageItem } from "./messenger.ts";

/** So many are shown. */
export const MAX_FOUND = 200;
const AT_ONCE = 500;

export interface Searched {
  readonly own: Address;
  readonly name: ConversationName;
  readonly epoch: string;
  readonly firstSeq: number;
  readonly head: number;
}

/** Messages among the latest 10,000 places that hold all words, newest first (RULES.md V5). Upper and lower case are the same. */
export async function searchLog(copy: LogCopy, searched: Searched, words: string): Promise<readonly MessageItem[]> {
  const { own, name, epoch, firstSeq, head } = searched;
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  const found: MessageItem[] = [];
  const lowest = Math.max(firstSeq, head - MAX_KEPT_PLACES + 1);
  for (let to = head; to >= lowest && wanted.length > 0 && found.length < MAX_FOUND; to -= AT_ONCE) {
    const range = { from: Math.max(lowest, to - AT_ONCE + 1), to };
    const [entries, about] = [
      await copy.read({ name, epoch, ...range }),
      await copy.readAbout({ name, epoch, ...range }),
    ];
    const items = foldLog({ own, entries, about, range, wishes: [], cursors: undefined, isLive: true });
    const messages = items.filter((item) => item.kind === "message");
    found.push(...messages.filter((message) => holds(message, wanted)).toReversed());
  }
  return found.slice(0, MAX_FOUND);
}

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

function holds({ text, subject = "" }: MessageItem, words: readonly string[]): boolean {
  const said = fold(`${subject}\n${text}`);
  return words.every((word) => said.includes(word));
}
