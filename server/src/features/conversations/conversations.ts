import type { ConversationDeps } from "./conversation-deps.ts";
import { createHideMessages } from "./lists/hide-messages.ts";
import { createListConversations } from "./lists/list-conversations.ts";
import { createMark } from "./lists/mark.ts";
import { createForLive } from "./live/for-live.ts";
import { createDeleteMessage } from "./log/delete-message.ts";
import { createReadEntries } from "./log/read-entries.ts";
import { createSay } from "./log/say.ts";
import { createSending } from "./log/sending.ts";
import { createListMembers } from "./members/list-members.ts";
import { createRetention } from "./retention/retention.ts";
import { createOpenDirect } from "./members/open-direct.ts";

export type Conversations = ReturnType<typeof createConversations>;

/** Logs that people share: who is in them, what they say, and how far each has read. */
export function createConversations(deps: ConversationDeps) {
  const lists = createListConversations(deps);
  return {
    lists,
    entries: createReadEntries(deps),
    say: createSay(createSending(deps)),
    deleteMessage: createDeleteMessage(deps),
    mark: createMark(deps),
    hiding: createHideMessages(deps),
    members: createListMembers(deps),
    openDirect: createOpenDirect(deps, lists.read),
    retention: createRetention(deps, lists.read),
    forLive: createForLive(deps),
  };
}
