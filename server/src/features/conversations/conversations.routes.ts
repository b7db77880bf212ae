import {
  ChangeClearOnSignOut,
  ChangeRetention,
  CountUnread,
  DecideClearings,
  AddMembers,
  ChangeGroupTitle,
  ChangeMemberRole,
  CreateGroup,
  CreateGroupInvite,
  DeleteMessage,
  EditMessage,
  HideMessages,
  JoinGroup,
  LeaveConversation,
  ListConversations,
  ListGroupInvites,
  ListHidden,
  ListMembers,
  MarkConversation,
  OpenDirect,
  React,
  ReadConversation,
  ReadEntries,
  ReadWaitingClearings,
  ReadGroupInvite,
  RemoveMember,
  RevokeGroupInvite,
  ReadInbox,
  SendMessage,
} from "@tacet/protocol";
import type { ServeMembers } from "../../http/serve-endpoint.ts";
import type { Conversations } from "./conversations.ts";

export function serveConversations(serve: ServeMembers, conversations: Conversations): void {
  const { lists, say, hiding } = conversations;
  serve(ListConversations, ({ after }, { session }) => lists.list(session, after));
  serve(ReadConversation, ({ conversation }, { session }) => lists.read(session, conversation));
  serve(CountUnread, (_, { session }) => lists.countUnread(session));
  serve(ReadInbox, (asked, { session }) => conversations.inbox(session, asked));
  serve(ReadEntries, (asked, { session }) => conversations.entries(session, asked));
  serve(SendMessage, (asked, { session }) => say.message(session, asked));
  serve(EditMessage, (asked, { session }) => say.edit(session, asked));
  serve(React, (asked, { session }) => say.react(session, asked));
  serve(DeleteMessage, (asked, { session }) => conversations.deleteMessage(session, asked));
  serve(HideMessages, (asked, { session }) => hiding.hide(session, asked));
  serve(ListHidden, (asked, { session }) => hiding.list(session, asked));
  serve(MarkConversation, (asked, { session }) => conversations.mark(session, asked));
  serve(ListMembers, (asked, { session }) => conversations.members(session, asked));
  serve(OpenDirect, (asked, { session }) => conversations.openDirect(session, asked));
  serveGroups(serve, conversations);
  serveRetention(serve, conversations);
}

function serveGroups(serve: ServeMembers, { groups }: Conversations): void {
  serve(CreateGroup, (asked, { session }) => groups.create(session, asked));
  serve(AddMembers, (asked, { session }) => groups.add(session, asked));
  serve(RemoveMember, (asked, { session }) => groups.remove(session, asked));
  serve(ChangeMemberRole, (asked, { session }) => groups.changeRole(session, asked));
  serve(LeaveConversation, (asked, { session }) => groups.leave(session, asked));
  serve(ChangeGroupTitle, (asked, { session }) => groups.changeTitle(session, asked));
  serve(CreateGroupInvite, (asked, { session }) => groups.invites.create(session, asked));
  serve(ListGroupInvites, (asked, { session }) => groups.invites.list(session, asked));
  serve(RevokeGroupInvite, (asked, { session }) => groups.invites.revoke(session, asked));
  serve(ReadGroupInvite, (asked, { session }) => groups.preview(session, asked));
  serve(JoinGroup, (asked, { session }) => groups.join(session, asked));
}

function serveRetention(serve: ServeMembers, { retention: { change, waiting } }: Conversations): void {
  serve(ChangeRetention, (asked, { session }) => change.disappearing(session, asked));
  serve(ChangeClearOnSignOut, (asked, { session }) => change.clearOnSignOut(session, asked));
  serve(ReadWaitingClearings, (_, { session }) => waiting.read(session));
  serve(DecideClearings, (asked, { session }) => waiting.decide(session, asked));
}
