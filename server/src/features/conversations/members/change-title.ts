import { encodeContent, SettingsContent, type ChangeGroupTitle, type ReceivedRequestOf } from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { ConversationDeps } from "../conversation-deps.ts";
import { openTitle, sealTitle } from "../lists/conversation-view.ts";
import { changeGroup, refuseWhoDoesNotLookAfter } from "./change-group.ts";

/** The title stands in an entry, for who follows the log, and sealed beside the conversation, for lists. */
export function createChangeTitle(deps: ConversationDeps) {
  const { store } = deps;
  return async (
    { accountId }: Session,
    { conversation: conversationId, title }: ReceivedRequestOf<typeof ChangeGroupTitle>,
  ): Promise<Record<string, never>> => {
    await changeGroup(deps, { conversationId, accountId }, async (group) => {
      refuseWhoDoesNotLookAfter(group);
      const { tx, log } = group;
      const settings = await store.settings(tx, conversationId);
      if (openTitle(deps, { id: conversationId, settings }).title === title) return {};
      await store.changeSettings(tx, conversationId, sealTitle(deps, conversationId, title));
      log.append({
        kind: "settings",
        senderId: accountId,
        clientRef: null,
        target: null,
        payload: encodeContent(SettingsContent, { title }),
        isUnheard: false,
      });
      return {};
    });
    return {};
  };
}
