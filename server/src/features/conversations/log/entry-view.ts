import { addressOf, equalBytes, type Entry } from "@tacet/protocol";
import type { ConversationDeps } from "../conversation-deps.ts";
import type { ConversationKeys } from "./conversation-keys.ts";
import type { StoredEntry } from "./entries.store.ts";
import { openPayload } from "./payload-sealing.ts";

/** Whose eyes a log is seen with. */
export interface Reader {
  readonly accountId: Uint8Array;
  readonly conversationId: Uint8Array;
  readonly keys: ConversationKeys;
}

/** What was said while its sender was blocked is gone to the other one, who is not told that it was ever there. */
export function viewEntry(
  { serverName }: Pick<ConversationDeps, "serverName">,
  reader: Reader,
  stored: StoredEntry,
): Entry {
  const { seq, kind, senderId, sender, clientRef, target, at, payload } = stored;
  const place = { seq, hash: Uint8Array.from(stored.hash) };
  const isOwn = senderId !== null && equalBytes(senderId, reader.accountId);
  if (kind === "gone" || (stored.isUnheard === 1 && !isOwn)) return { ...place, kind: "gone" };
  return {
    ...place,
    kind,
    ...(sender !== null && { from: addressOf(sender, serverName) }),
    ...(at !== null && { at }),
    ...(isOwn && clientRef && { clientRef: Uint8Array.from(clientRef) }),
    ...(target !== null && { target }),
    ...(payload && { payload: openPayload(reader.keys, { ...reader, seq, kind, senderId }, payload) }),
  };
}
