import type { ConversationDeps } from "./conversation-deps.ts";
import { createExportConversations } from "./lists/export-conversations.ts";
import { createReadInbox } from "./inbox/read-inbox.ts";
import { createHideMessages } from "./lists/hide-messages.ts";
import { createListConversations } from "./lists/list-conversations.ts";
import { createMark } from "./lists/mark.ts";
import { createForLive } from "./live/for-live.ts";
import { createDeleteMessage } from "./log/delete-message.ts";
import { createReadEntries } from "./log/read-entries.ts";
import { createSay } from "./log/say.ts";
import { createSending } from "./log/sending.ts";
import { createAddMembers } from "./members/add-members.ts";
import { createChangeRole } from "./members/change-role.ts";
import { createChangeTitle } from "./members/change-title.ts";
import { createCreateGroup } from "./members/create-group.ts";
import { createSweepConversations } from "./members/end-conversation.ts";
import { createForgetMember } from "./members/forget-member.ts";
import { createGroupInvites } from "./members/group-invites.ts";
import { createJoinGroup } from "./members/join-group.ts";
import { createLeaveConversation } from "./members/leave-conversation.ts";
import { createListMembers } from "./members/list-members.ts";
import { createRetention } from "./retention/retention.ts";
import { createOpenDirect } from "./members/open-direct.ts";
import { createRemoveMember } from "./members/remove-member.ts";

export type Conversations = ReturnType<typeof createConversations>;

/** Logs that people share: who is in them, what they say, and how far each has read. */
export function createConversations(deps: ConversationDeps) {
  const lists = createListConversations(deps);
  return {
    lists,
    inbox: createReadInbox(deps),
    entries: createReadEntries(deps),
    say: createSay(createSending(deps)),
    deleteMessage: createDeleteMessage(deps),
    mark: createMark(deps),
    hiding: createHideMessages(deps),
    members: createListMembers(deps),
    openDirect: createOpenDirect(deps, lists.read),
    retention: createRetention(deps, lists.read),
    groups: {
      create: createCreateGroup(deps, lists.read),
      add: createAddMembers(deps),
      remove: createRemoveMember(deps),
      changeRole: createChangeRole(deps),
      changeTitle: createChangeTitle(deps),
      leave: createLeaveConversation(deps),
      invites: createGroupInvites(deps),
      ...createJoinGroup(deps, lists.read),
    },
    exports: createExportConversations(deps),
    forget: createForgetMember(deps),
    sweep: createSweepConversations(deps),
    forLive: createForLive(deps),
  };
}
