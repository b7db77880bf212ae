import { ProtocolError, type ConversationKind, type MemberRole } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { ConversationDeps, ConversationNews } from "../conversation-deps.ts";
import { openLog, writeLogs, type OpenLog } from "../log/open-log.ts";
import type { MemberOf } from "./members.store.ts";

type Tx = Kysely<Schema>;

/** A conversation that nobody else can change until the transaction ends, and what somebody is in it. */
export interface OpenGroup extends MemberOf {
  readonly tx: Tx;
  readonly log: OpenLog;
  readonly role: MemberRole;
}

/** What a change is told of beside its entries. */
export interface Moved extends Pick<Extract<ConversationNews, { readonly kind: "appended" }>, "joined" | "left"> {
  /** With its last member. */
  readonly hasEnded?: boolean;
}

/** One change of a conversation by one of its members, with the entries that tell of it, in one transaction. */
export async function changeGroup(
  deps: ConversationDeps,
  own: MemberOf,
  change: (group: OpenGroup) => Promise<Moved>,
): Promise<void> {
  const { log, result } = await withinGroup(deps, own, change);
  tellMoved(deps, log, result);
}

/**
 * What a transaction about a conversation holds it holds in this order, so that no two wait for each other: the conversation, then accounts by
 * their ids (`lockPeople`). Making a conversation holds accounts alone: the new one is nobody else's yet.
 */
export function withinGroup<T>(
  deps: ConversationDeps,
  own: MemberOf,
  work: (group: OpenGroup) => Promise<T>,
): Promise<{ readonly log: OpenLog; readonly result: T }> {
  return deps.database.transact(async (tx) => {
    const group = await openGroup(deps, tx, own);
    const result = await work(group);
    await writeLogs(deps, tx, [group.log]);
    return { log: group.log, result };
  });
}

async function openGroup(deps: ConversationDeps, tx: Tx, own: MemberOf): Promise<OpenGroup> {
  const log = await openLog(deps, tx, own.conversationId);
  const role = await deps.store.member(tx, own.conversationId, own.accountId);
  if (!role) throw new ProtocolError("conversation_not_found");
  return { ...own, tx, log, role };
}

/** After the commit. */
export function tellMoved(deps: ConversationDeps, { conversation, appended }: OpenLog, moved: Moved): void {
  const { hasEnded = false, ...comings } = moved;
  if (hasEnded) {
    deps.keys.forget(conversation.id);
    deps.onDestroyed();
  }
  if (appended.length === 0 && !comings.left) return;
  deps.tell({ kind: "appended", conversationId: conversation.id, entries: appended, ...comings });
}

/** Its owner and admins look after a group; nobody looks after a direct conversation. */
export const looksAfter = (kind: ConversationKind, role: MemberRole): boolean => kind === "group" && role !== "member";

export function refuseWhoDoesNotLookAfter({ log, role }: Pick<OpenGroup, "log" | "role">): void {
  if (!looksAfter(log.conversation.kind, role)) throw new ProtocolError("not_allowed");
}
