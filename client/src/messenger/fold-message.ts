import {
  EditContent,
  MessageContent,
  parseContent,
  ReactionContent,
  type Address,
  type Entry,
  type TextFormat,
} from "@tacet/protocol";
import type { KeptEntry, Wish } from "./layout.ts";
import type { MessageItem, Reaction } from "./messenger.ts";

/** What a message says by now. */
export interface Said {
  readonly text: string;
  readonly format: TextFormat;
  readonly subject: string | undefined;
  readonly replyTo: number | undefined;
  readonly isEdited: boolean;
  readonly reactions: readonly Reaction[];
}

/** What came after a message and is about it: from the log, and one's own wishes, which come last. */
export interface Aftermath {
  readonly own: Address;
  readonly entries: readonly Entry[];
  readonly wishes: readonly Wish[];
}

/** Undefined when its content is none that this client knows. */
export function foldMessage({ payload, from }: Pick<Entry, "payload" | "from">, after: Aftermath): Said | undefined {
  const first = payload === undefined ? undefined : parseContent(MessageContent, payload);
  if (!first) return undefined;
  const edit = latestEdit(from, after);
  const { text, format = "plain", subject } = edit ?? first;
  return {
    text,
    format,
    subject,
    replyTo: first.replyTo,
    isEdited: edit !== undefined,
    reactions: foldReactions(after),
  };
}

/** Its author's alone count, whatever a server says. */
function latestEdit(author: Address | undefined, { own, entries, wishes }: Aftermath) {
  const payloads = [
    ...entries.filter(({ kind, from }) => kind === "edit" && from === author).map(({ payload }) => payload),
    ...(author === own ? wishes.filter(({ kind }) => kind === "edit").map(({ payload }) => payload) : []),
  ];
  for (const payload of payloads.toReversed()) {
    const content = payload === undefined ? undefined : parseContent(EditContent, payload);
    if (content) return content;
  }
  return undefined;
}

/** Each person's last word on each emoji. */
function foldReactions({ own, entries, wishes }: Aftermath): readonly Reaction[] {
  const byEmoji = new Map<string, Map<string, Address | undefined>>();
  const hear = (from: Address | undefined, payload: string | undefined): void => {
    const content = payload === undefined ? undefined : parseContent(ReactionContent, payload);
    if (!content) return;
    const people = byEmoji.get(content.emoji) ?? new Map<string, Address | undefined>();
    byEmoji.set(content.emoji, people);
    if (content.state === "added") people.set(from ?? "", from);
    else people.delete(from ?? "");
  };
  for (const { kind, from, payload } of entries) if (kind === "reaction") hear(from, payload);
  for (const { kind, payload } of wishes) if (kind === "reaction") hear(own, payload);
  return [...byEmoji]
    .map(([emoji, people]) => ({
      emoji,
      from: [...people.values()].filter((from) => from !== undefined),
      isOwn: people.has(own),
    }))
    .filter(({ from }) => from.length > 0);
}

/** How something waiting is shown. */
export const stateOfWish = ({ refused, isTried }: Wish, isLive: boolean): MessageItem["state"] =>
  refused === undefined ? { kind: isTried && isLive ? "sending" : "waiting" } : { kind: "refused", code: refused };

/** Stays the same while an entry is shown. */
export const keyOf = ({ entry, key }: Pick<KeptEntry, "entry" | "key">): string => key ?? `${entry.seq}`;
