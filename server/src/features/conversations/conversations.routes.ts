import {
  ChangeClearOnSignOut,
  ChangeRetention,
  CountUnread,
  DecideClearings,
  DeleteMessage,
  EditMessage,
  HideMessages,
  ListConversations,
  ListHidden,
  ListMembers,
  MarkConversation,
  OpenDirect,
  React,
  ReadConversation,
  ReadEntries,
  ReadWaitingClearings,
  SendMessage,
} from "@tacet/protocol";
import type { ServeMembers } from "../../http/serve-endpoint.ts";
import type { Conversations } from "./conversations.ts";

export function serveConversations(serve: ServeMembers, conversations: Conversations): void {
  const { lists, say, hiding } = conversations;
  serve(ListConversations, ({ after }, { session }) => lists.list(session, after));
  serve(ReadConversation, ({ conversation }, { session }) => lists.read(session, conversation));
  serve(CountUnread, (_, { session }) => lists.countUnread(session));
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
  const { change, waiting } = conversations.retention;
  serve(ChangeRetention, (asked, { session }) => change.disappearing(session, asked));
  serve(ChangeClearOnSignOut, (asked, { session }) => change.clearOnSignOut(session, asked));
  serve(ReadWaitingClearings, (_, { session }) => waiting.read(session));
  serve(DecideClearings, (asked, { session }) => waiting.decide(session, asked));
}
