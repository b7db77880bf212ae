import { equalBytes, ProtocolError } from "@tacet/protocol";
import type { EarlierEntry, Standing, Target } from "./append-rows.store.ts";
import { fleetingOf, isOver } from "../retention/fleeting.ts";
import type { OpenLog } from "./open-log.ts";
import { openPayload } from "./payload-sealing.ts";
import type { Place, Wish } from "./wishes.ts";

/** What the transaction knows about one wish. */
export interface Circumstances {
  /** Undefined when there is no such conversation. */
  readonly log: OpenLog | undefined;
  /** Undefined when its account is no member. */
  readonly standing: Standing | undefined;
  /** Of this sender, or of nobody any more. */
  readonly earlier: EarlierEntry | undefined;
  readonly target: Target | undefined;
}

/** Appends what may be said, or finds it where it was said before. Throws ProtocolError; then nothing was appended. */
export function grantWish(wish: Wish, { log, standing, earlier, target }: Circumstances): Place {
  if (!log || !standing) throw new ProtocolError("conversation_not_found");
  if (earlier) return repeat(wish, log, earlier);
  if (log.conversation.closedAt !== null) throw new ProtocolError("conversation_closed");
  if (standing.blocks) throw new ProtocolError("person_blocked", { detail: "End the block first" });
  if (wish.target !== null) checkTarget(wish, standing, isOver(target?.fleeting, log.at) ? undefined : target);
  const { seq, hash } = log.append({
    fleeting: fleetingOf(log, wish, target?.fleeting),
    kind: wish.kind,
    senderId: wish.accountId,
    clientRef: wish.clientRef,
    target: wish.target,
    payload: wish.payload,
    isUnheard: standing.isUnheard,
  });
  return { seq, hash };
}

/** RULES.md L3. What is gone can no more be compared: its reference alone says that it was said. */
function repeat(wish: Wish, { keys }: OpenLog, earlier: EarlierEntry): Place {
  const { seq, hash, kind, target, payload, senderId } = earlier;
  const isSame =
    kind === "gone" ||
    (kind === wish.kind &&
      target === wish.target &&
      payload !== null &&
      openPayload(keys, { conversationId: wish.conversationId, seq, kind, senderId }, payload) === wish.payload);
  if (!isSame) throw new ProtocolError("client_ref_reused");
  return { seq, hash };
}

/** What somebody may not read is no more there for them than what never was. */
function checkTarget(wish: Wish, { firstSeq, accountId }: Standing, target: Target | undefined): void {
  const isOwn = target?.senderId !== undefined && target.senderId !== null && equalBytes(target.senderId, accountId);
  if (target?.kind !== "message" || target.seq < firstSeq || (target.isUnheard && !isOwn)) {
    throw new ProtocolError("message_not_found");
  }
  if (wish.kind === "edit" && !isOwn) throw new ProtocolError("not_allowed");
}
