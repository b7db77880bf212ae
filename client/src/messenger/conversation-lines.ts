import { TYPING_LASTS_MS, type Address } from "@tacet/protocol";
import * as z from "zod/mini";
import { keyAfter, type KeptKey } from "../kept/kept-key.ts";
import { MAX_PAGE, type KeptRecords } from "../kept/kept-records.ts";
import { createCell, type Observable } from "../observable.ts";
import { KeptLine, parseRecord } from "./layout.ts";
import type { ConversationLine, ConversationName } from "./messenger.ts";
import type { Clock } from "./ports.ts";

export interface ConversationLines {
  readonly shown: Observable<readonly ConversationLine[] | undefined>;
  readonly get: (name: ConversationName) => KeptLine | undefined;
  readonly show: (name: ConversationName) => ConversationLine | undefined;
  readonly names: () => readonly ConversationName[];
  /** Reads what the records have by now. */
  readonly load: () => Promise<void>;
  readonly reload: (name: ConversationName) => Promise<void>;
  readonly reloadDraft: (name: ConversationName) => Promise<void>;
  /** Changes a line in the records and here: to be called while nobody else writes. Undefined takes it away. */
  readonly revise: (
    name: ConversationName,
    change: (line: KeptLine | undefined) => KeptLine | undefined,
  ) => Promise<void>;
  readonly noteTyping: (name: ConversationName, from: Address, isTyping: "types" | "stopped") => void;
}

/** The list of conversations, as the records have it; and what is kept nowhere: who types. */
export function createConversationLines(records: KeptRecords, clock: Clock): ConversationLines {
  const lines = new Map<ConversationName, KeptLine>();
  const drafts = new Map<ConversationName, string>();
  const typing = new Map<ConversationName, Map<Address, () => void>>();
  const made = new Map<ConversationName, ConversationLine>();
  const shown = createCell<readonly ConversationLine[] | undefined>(undefined);
  let [isListed, isDue] = [false, false];

  /** Once for all that happens in one turn. */
  function publish(): void {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      if (isListed)
        shown.set(
          [...lines.keys()]
            .map(show)
            .filter((line) => line !== undefined)
            .toSorted(byTime),
        );
    });
  }

  function show(name: ConversationName): ConversationLine | undefined {
    const line = lines.get(name);
    const known = made.get(name);
    if (known || !line) return known;
    const people = [...(typing.get(name)?.keys() ?? [])];
    const fresh = viewLine(name, line, { draft: drafts.get(name) ?? "", typing: people });
    made.set(name, fresh);
    return fresh;
  }

  function change(name: ConversationName): void {
    made.delete(name);
    publish();
  }

  function put(name: ConversationName, line: KeptLine | undefined): void {
    if (line) lines.set(name, line);
    else lines.delete(name);
    change(name);
  }

  async function* readAll(collection: string) {
    let from: KeptKey | undefined;
    for (;;) {
      const page = await records.readRange({ collection, from, limit: MAX_PAGE });
      for (const { key, value } of page) if (typeof key === "string") yield { name: key, value };
      const last = page.at(-1);
      if (!last || page.length < MAX_PAGE) return;
      from = keyAfter(last.key);
    }
  }

  return {
    shown,
    show,
    get: (name) => lines.get(name),
    names: () => [...lines.keys()],
    load: async () => {
      const missing = new Set(lines.keys());
      for await (const { name, value } of readAll("lines")) {
        missing.delete(name);
        put(name, parseRecord(KeptLine, value));
      }
      for (const name of missing) put(name, undefined);
      for await (const { name, value } of readAll("drafts")) {
        drafts.set(name, parseRecord(z.string(), value) ?? "");
        change(name);
      }
      isListed = (await records.get("state", "listed")) === true;
      publish();
    },
    reload: async (name) => put(name, parseRecord(KeptLine, await records.get("lines", name))),
    reloadDraft: async (name) => {
      drafts.set(name, parseRecord(z.string(), await records.get("drafts", name)) ?? "");
      change(name);
    },
    revise: async (name, revise) => {
      const line = revise(parseRecord(KeptLine, await records.get("lines", name)));
      if (line) {
        await records.write([{ kind: "put", collection: "lines", key: name, value: z.encode(KeptLine, line) }]);
      } else await records.write([{ kind: "delete", collection: "lines", key: name }]);
      put(name, line);
    },
    noteTyping: (name, from, isTyping) => {
      const people = typing.get(name) ?? new Map<Address, () => void>();
      typing.set(name, people);
      people.get(from)?.();
      const stop = (): void => {
        people.delete(from);
        change(name);
      };
      if (isTyping === "types") people.set(from, clock.after(TYPING_LASTS_MS, stop));
      else people.delete(from);
      change(name);
    },
  };
}

/** Those with the latest entries first. */
const byTime = (a: ConversationLine, b: ConversationLine): number =>
  b.changedAt - a.changedAt || (a.name < b.name ? 1 : -1);

function viewLine(
  name: ConversationName,
  { conversation, last }: KeptLine,
  beside: Pick<ConversationLine, "draft" | "typing">,
): ConversationLine {
  const { kind, mode, title, role, memberCount, isOpen, changedAt, head } = conversation;
  const peer = conversation.with;
  return {
    name,
    kind,
    mode,
    title,
    with: peer && { address: peer.address, displayName: peer.displayName },
    role,
    memberCount,
    isOpen,
    unread: head.unread,
    changedAt,
    last: last && { from: last.from, text: last.text, at: last.at },
    ...beside,
  };
}
