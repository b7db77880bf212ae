import { ProtocolError } from "@tacet/protocol";
import type { ConversationDeps } from "../conversation-deps.ts";
import { changeGroup } from "./change-group.ts";
import { letGo } from "./leave-conversation.ts";

/** Conversations that one call goes out of. */
const CONVERSATIONS = 20;
const ROWS = 500;

/**
 * A batch of what a deleted account has to do with conversations, to be called again while there is more. It goes out of its groups; its direct
 * conversations are closed, and stay for the other side to read. What it said to others stays, and names nobody.
 */
export function createForgetMember(deps: ConversationDeps) {
  const { database, store } = deps;
  return async (accountId: Uint8Array): Promise<"all gone" | "more"> => {
    const ids = await store.someConversationsOf(database.read, accountId, CONVERSATIONS);
    for (const id of ids) await forgetIn(deps, accountId, id);
    const forgotten = await database.transact((tx) => store.forgetSomeOfAccount(tx, accountId, ROWS));
    return ids.length + forgotten === 0 ? "all gone" : "more";
  };
}

async function forgetIn(deps: ConversationDeps, accountId: Uint8Array, conversationId: Uint8Array): Promise<void> {
  const { store, now } = deps;
  try {
    await changeGroup(deps, { accountId, conversationId }, async (group) => {
      const { kind, closedAt } = group.log.conversation;
      if (kind === "direct" && closedAt === null) await store.closeConversation(group.tx, conversationId, now());
      return letGo(deps, group, undefined);
    });
  } catch (error) {
    // Another process has done it since it was found.
    if (!(error instanceof ProtocolError) || error.code !== "conversation_not_found") throw error;
  }
}
