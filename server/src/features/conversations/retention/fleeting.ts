import { encodeHex, MAX_UNREAD_IN_GROUP_MS } from "@tacet/protocol";
import type { ConversationKeys } from "../log/conversation-keys.ts";
import type { AppendedEntry, OpenLog } from "../log/open-log.ts";
import { openPayload, sealPayload, type PayloadPlace } from "../log/payload-sealing.ts";
import type { Wish } from "../log/wishes.ts";
import type { FleetingRow, Lifetime } from "./fleeting.store.ts";

/** How long an entry stays, and with which session it goes. */
export interface Fleeting extends Lifetime {
  readonly saidIn: Uint8Array | undefined;
}

type Rules = Pick<OpenLog, "conversation" | "at">;

/** Undefined for what stays. What is about a message lives as long as that: longer it would tell of it, shorter it would show what was before. */
export function fleetingOf(log: Rules, { target, saidIn }: Wish, ofTarget: Lifetime | undefined): Fleeting | undefined {
  const { expiresAt = null, afterReadMs = null } = target === null ? lifetimeOf(log) : (ofTarget ?? {});
  if (expiresAt === null && afterReadMs === null && !saidIn) return undefined;
  return { expiresAt, afterReadMs, saidIn };
}

function lifetimeOf({ conversation: { kind, disappearAfterMs, disappearFrom }, at }: Rules): Partial<Lifetime> {
  if (disappearAfterMs === null) return {};
  if (disappearFrom === "sent") return { expiresAt: at + disappearAfterMs };
  const expiresAt = kind === "group" ? at + MAX_UNREAD_IN_GROUP_MS + disappearAfterMs : null;
  return { expiresAt, afterReadMs: disappearAfterMs };
}

/** From then on it is gone in every answer, whether or not it was swept. */
export const isOver = (lifetime: Pick<Lifetime, "expiresAt"> | undefined, now: number): boolean =>
  lifetime !== undefined && lifetime.expiresAt !== null && lifetime.expiresAt <= now;

/** None for an entry that stays. */
export function fleetingRow(
  keys: ConversationKeys,
  conversationId: Uint8Array,
  { fleeting, seq, senderId }: AppendedEntry,
): FleetingRow[] {
  if (!fleeting || !senderId) return [];
  const { expiresAt, afterReadMs, saidIn } = fleeting;
  const sealed = saidIn ? sealSession(keys, { conversationId, seq, senderId }, saidIn) : null;
  return [{ conversationId, seq, senderId, expiresAt, afterReadMs, saidIn: sealed }];
}

type SessionPlace = Omit<PayloadPlace, "kind">;

/** Sealed like a payload, in a place where no payload is: what is gone has none. */
export const sealSession = (keys: ConversationKeys, place: SessionPlace, sessionId: Uint8Array): Uint8Array =>
  sealPayload(keys, { ...place, kind: "gone" }, encodeHex(sessionId));

/** In hex. Throws SealBroken. */
export const openSession = (keys: ConversationKeys, place: SessionPlace, sealed: Uint8Array): string =>
  openPayload(keys, { ...place, kind: "gone" }, sealed);
