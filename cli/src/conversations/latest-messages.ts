import type { ConversationCalls } from "@tacet/client/conversations";
import { MAX_ENTRIES_PER_PAGE, type Conversation, type Entry } from "@tacet/protocol";
import type { GivenMessage } from "./shown-message.ts";

/** The latest messages of a conversation, in its order, as far back as there are `count` of them. */
export async function readLatestMessages(
  { entries: readEntries }: Pick<ConversationCalls, "entries">,
  { id: conversation, head }: Pick<Conversation, "id" | "head">,
  count: number,
): Promise<GivenMessage[]> {
  const messages: GivenMessage[] = [];
  const edits = new Map<number, string>();
  for (let seq = head.seq + 1; seq > head.firstSeq && messages.length < count;) {
    const { entries } = await readEntries({ conversation, direction: "before", seq, limit: MAX_ENTRIES_PER_PAGE });
    for (const entry of entries.toReversed()) {
      noteEdit(edits, entry);
      if (messages.length < count) messages.push(...messageIn(entry, { conversation, edits }));
    }
    seq = entries[0]?.seq ?? 0;
  }
  return messages.toReversed();
}

/** The server takes edits from nobody but who wrote the message. From the latest back, the first one that is met counts. */
function noteEdit(edits: Map<number, string>, { kind, target, payload }: Entry): void {
  if (kind !== "edit" || target === undefined || payload === undefined || edits.has(target)) return;
  edits.set(target, payload);
}

interface Log {
  readonly conversation: Conversation["id"];
  readonly edits: ReadonlyMap<number, string>;
}

function messageIn({ kind, seq, from, at, payload }: Entry, { conversation, edits }: Log): GivenMessage[] {
  if (kind !== "message" || at === undefined || payload === undefined) return [];
  const edit = edits.get(seq);
  return [{ conversation, seq, at, payload, ...(from !== undefined && { from }), ...(edit !== undefined && { edit }) }];
}
