import type { Item, MessageItem } from "@tacet/client/messenger";
import { visibleLine } from "@tacet/client/visible-text";
import { useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import type { NameOf } from "./use-names.ts";

interface ArrivalAnnouncerProps {
  readonly items: readonly Item[];
  readonly nameOf: NameOf;
}

const MAX_SPOKEN_CHARACTERS = 500;

/** New messages of others, read aloud when nothing else is. Scrolling brings messages onto the page, too: so the list itself is no live region. */
export function ArrivalAnnouncer({ items, nameOf }: ArrivalAnnouncerProps) {
  const { say } = useLanguage();
  const newest = items.findLast((item): item is MessageItem => item.kind === "message" && item.seq !== undefined);
  const seq = newest?.seq ?? 0;
  const [spoken, setSpoken] = useState({ seq, words: "" });
  if (newest && seq > spoken.seq) {
    const text = visibleLine(newest.text.slice(0, MAX_SPOKEN_CHARACTERS));
    const words = newest.isOwn ? "" : say("messages.arrived", { name: nameOf(newest.from), text });
    setSpoken({ seq, words });
  }
  return (
    <output className="sr-only" translate="no">
      {spoken.words}
    </output>
  );
}
