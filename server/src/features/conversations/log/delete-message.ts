import { equalBytes, ProtocolError, type Appended, type DeleteMessage, type ReceivedRequestOf } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Session } from "../../../http/authenticate.ts";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { isOver } from "../retention/fleeting.ts";
import { makeGone } from "../retention/make-gone.ts";
import { looksAfter } from "../members/change-group.ts";
import type { EarlierEntry, Standing, Target } from "./append-rows.store.ts";
import { openLog, writeLogs, type OpenLog } from "./open-log.ts";

type Asked = ReceivedRequestOf<typeof DeleteMessage>;

/**
 * Takes a message out of the log for everybody, with its edits and reactions: of them nothing is left but their places and references
 * (RULES.md L4). That it happened is an entry of its own, so that who was away hears of it.
 */
export function createDeleteMessage(deps: ConversationDeps) {
  return async ({ accountId }: Session, asked: Asked): Promise<Appended> => {
    const done = await deps.database.transact(async (tx) => {
      const log = await openLog(deps, tx, asked.conversation);
      const known = await lookUp(deps, tx, { accountId, asked });
      if (known.earlier) return { log, place: repeat(asked, known.earlier) };
      checkMayDelete(log, known);
      await makeGone(deps, tx, asked.conversation, [asked.target]);
      const place = log.append({
        kind: "deletion",
        senderId: accountId,
        clientRef: asked.clientRef,
        target: asked.target,
        payload: null,
        isUnheard: known.standing.isUnheard,
      });
      await writeLogs(deps, tx, [log]);
      return { log, place };
    });
    deps.onDestroyed();
    tellAppended(deps, done.log);
    return { seq: done.place.seq, hash: Uint8Array.from(done.place.hash) };
  };
}

export function tellAppended({ tell }: Pick<ConversationDeps, "tell">, { conversation, appended }: OpenLog): void {
  if (appended.length > 0) tell({ kind: "appended", conversationId: conversation.id, entries: appended });
}

interface Known {
  readonly standing: Standing;
  readonly earlier: EarlierEntry | undefined;
  readonly target: Target | undefined;
}

async function lookUp(
  { store, now }: ConversationDeps,
  tx: Kysely<Schema>,
  { accountId, asked }: { readonly accountId: Uint8Array; readonly asked: Asked },
): Promise<Known> {
  const conversationId = asked.conversation;
  const [standing] = await store.standings(tx, [{ conversationId, accountId }]);
  if (!standing) throw new ProtocolError("conversation_not_found");
  const earlier = await store.earlier(tx, [{ conversationId, clientRef: asked.clientRef }]);
  const [found] = await store.targets(tx, [{ conversationId, seq: asked.target }]);
  const [lifetime] = await store.lifetimes(tx, conversationId, [asked.target]);
  const target = isOver(lifetime, now()) ? undefined : found;
  return { standing, target, earlier: earlier.find(({ senderId }) => senderId && equalBytes(senderId, accountId)) };
}

function repeat(asked: Asked, earlier: EarlierEntry): EarlierEntry {
  if (earlier.kind === "deletion" && earlier.target === asked.target) return earlier;
  throw new ProtocolError("client_ref_reused");
}

/** One's own, anybody's in a group that one looks after; where nothing can be said any more, too. */
function checkMayDelete({ conversation }: OpenLog, { standing, target }: Known): void {
  const isOwn =
    target?.senderId !== undefined && target.senderId !== null && equalBytes(target.senderId, standing.accountId);
  const isReadable = target?.kind === "message" && target.seq >= standing.firstSeq && (!target.isUnheard || isOwn);
  if (!isReadable) throw new ProtocolError("message_not_found");
  if (!isOwn && !looksAfter(conversation.kind, standing.role)) throw new ProtocolError("not_allowed");
}
