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
  ProtocolError,
  React,
  ReadConversation,
  ReadEntries,
  ReadWaitingClearings,
  ReadGroupInvite,
  RemoveMember,
  RevokeGroupInvite,
  ReadInbox,
  SendMessage,
  type Address,
  type Bytes,
  type RequestOf,
} from "@tacet/protocol";
import { retry } from "../retry.ts";
import { createTransport, type Call, type Credentials, type Fetch } from "../transport.ts";

export interface ConversationsConnection {
  /** `scheme://host[:port]` */
  readonly server: string;
  /** A page says `cookie` and never sees a token. */
  readonly credentials: Credentials;
  readonly fetch?: Fetch;
}

export const connectConversations = ({ server, credentials, fetch }: ConversationsConnection): ConversationCalls =>
  createConversationCalls(createTransport(server, fetch, credentials).call);

export type ConversationCalls = ReturnType<typeof createConversationCalls>;

/**
 * The calls of conversations, over HTTP or over a socket. All of them may be made again when nobody knows what came of them: what appends
 * carries a reference that is taken once (RULES.md L3). Only an invite is another one with each try. They throw ProtocolError for what the server refuses, and ClientError when no answer came.
 */
export function createConversationCalls(call: Call) {
  return {
    list: (after?: Bytes) => retry(() => call(ListConversations, after ? { after } : {})),
    read: (conversation: Bytes) => retry(() => call(ReadConversation, { conversation })),
    createGroup: (group: RequestOf<typeof CreateGroup>) => retry(() => call(CreateGroup, group)),
    addMembers: (added: RequestOf<typeof AddMembers>) => retry(() => call(AddMembers, added)),
    removeMember: (removed: RequestOf<typeof RemoveMember>) => retry(() => call(RemoveMember, removed)),
    changeMemberRole: (change: RequestOf<typeof ChangeMemberRole>) => retry(() => call(ChangeMemberRole, change)),
    changeGroupTitle: (change: RequestOf<typeof ChangeGroupTitle>) => retry(() => call(ChangeGroupTitle, change)),
    leave: (conversation: Bytes) => retry((tries) => leave(call, conversation, tries)),
    /** Not tried again by itself: another try is another link. */
    createInvite: (wish: RequestOf<typeof CreateGroupInvite>) => call(CreateGroupInvite, wish),
    listInvites: (conversation: Bytes) => retry(() => call(ListGroupInvites, { conversation })),
    revokeInvite: (invite: RequestOf<typeof RevokeGroupInvite>) => retry(() => call(RevokeGroupInvite, invite)),
    readInvite: (token: Bytes) => retry(() => call(ReadGroupInvite, { token })),
    join: (token: Bytes) => retry(() => call(JoinGroup, { token })),
    openDirect: (address: Address) => retry(() => call(OpenDirect, { with: address })),
    entries: (page: RequestOf<typeof ReadEntries>) => retry(() => call(ReadEntries, page)),
    members: (asked: RequestOf<typeof ListMembers>) => retry(() => call(ListMembers, asked)),
    inbox: (asked: RequestOf<typeof ReadInbox>) => retry(() => call(ReadInbox, asked)),
    countUnread: () => retry(() => call(CountUnread, undefined)),
    mark: (marks: RequestOf<typeof MarkConversation>) => retry(() => call(MarkConversation, marks)),
    hide: (hidden: RequestOf<typeof HideMessages>) => retry(() => call(HideMessages, hidden)),
    listHidden: (asked: RequestOf<typeof ListHidden>) => retry(() => call(ListHidden, asked)),
    send: (message: RequestOf<typeof SendMessage>) => retry(() => call(SendMessage, message)),
    edit: (edit: RequestOf<typeof EditMessage>) => retry(() => call(EditMessage, edit)),
    react: (reaction: RequestOf<typeof React>) => retry(() => call(React, reaction)),
    changeRetention: (change: RequestOf<typeof ChangeRetention>) => retry(() => call(ChangeRetention, change)),
    changeClearOnSignOut: (change: RequestOf<typeof ChangeClearOnSignOut>) =>
      retry(() => call(ChangeClearOnSignOut, change)),
    readWaitingClearings: () => retry(() => call(ReadWaitingClearings, undefined)),
    decideClearings: (decision: RequestOf<typeof DecideClearings>["decision"]) =>
      retry(() => call(DecideClearings, { decision })),
    delete: (deletion: RequestOf<typeof DeleteMessage>) => retry(() => call(DeleteMessage, deletion)),
  };
}

/** A try of which nobody knows what came may have done it: then there is nothing left to leave. */
async function leave(call: Call, conversation: Bytes, tries: number): Promise<void> {
  try {
    await call(LeaveConversation, { conversation });
  } catch (error) {
    const isDone = tries > 1 && error instanceof ProtocolError && error.code === "conversation_not_found";
    if (!isDone) throw error;
  }
}
