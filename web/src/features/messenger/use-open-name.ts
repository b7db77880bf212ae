import type { ConversationName } from "@tacet/client/messenger";
import { useSyncExternalStore } from "react";

function onMove(tell: () => void): () => void {
  addEventListener("hashchange", tell);
  return () => removeEventListener("hashchange", tell);
}

const read = (): ConversationName | undefined => (location.hash.length > 1 ? location.hash.slice(1) : undefined);

/** The conversation that is open, by the fragment of the address: “back” leads to the one before, or to the list. */
export const useOpenName = (): ConversationName | undefined => useSyncExternalStore(onMove, read);

export const placeOf = (name: ConversationName | undefined): string => `#${name ?? ""}`;

export function goToConversation(name: ConversationName | undefined): void {
  location.hash = name ?? "";
}
