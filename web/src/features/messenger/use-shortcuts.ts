import type { ConversationLine, ConversationName } from "@tacet/client/messenger";
import { useEffect, type RefObject } from "react";
import type { OpenDialog } from "./messenger-page.tsx";
import { goToConversation } from "./use-open-name.ts";

interface ShortcutPorts {
  readonly lines: readonly ConversationLine[] | undefined;
  readonly openName: ConversationName | undefined;
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly onDialog: (dialog: OpenDialog) => void;
}

/** What the keys do anywhere in the messenger; `ShortcutDialog` lists them. */
export function useShortcuts({ lines, openName, filter, onDialog }: ShortcutPorts): void {
  useEffect(() => {
    function act(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
      const deed = deedOf(event);
      if (!deed) return;
      event.preventDefault();
      if (deed === "find") filter.current?.focus();
      else if (deed === "list") onDialog("shortcuts");
      else if (deed === "new") onDialog("new");
      else goToConversation(neighbourOf(lines ?? [], { name: openName, step: deed === "next" ? 1 : -1 }));
    }
    document.addEventListener("keydown", act);
    return () => document.removeEventListener("keydown", act);
  }, [lines, openName, filter, onDialog]);
}

type Shortcut = "find" | "list" | "new" | "next" | "previous";

function deedOf(event: KeyboardEvent): Shortcut | undefined {
  const { key, altKey, ctrlKey, metaKey, target } = event;
  if (altKey && !ctrlKey && !metaKey) {
    if (key === "ArrowDown") return "next";
    if (key === "ArrowUp") return "previous";
    return key.toLowerCase() === "n" ? "new" : undefined;
  }
  if ((ctrlKey || metaKey) && key.toLowerCase() === "k") return "find";
  const isTyping = target instanceof Element && target.matches("input, textarea, select");
  return key === "?" && !isTyping ? "list" : undefined;
}

interface Neighbour {
  readonly name: ConversationName | undefined;
  readonly step: 1 | -1;
}

function neighbourOf(lines: readonly ConversationLine[], { name, step }: Neighbour): ConversationName | undefined {
  const at = lines.findIndex((line) => line.name === name);
  const next = at === -1 ? lines[0] : lines[at + step];
  return next?.name ?? name;
}
