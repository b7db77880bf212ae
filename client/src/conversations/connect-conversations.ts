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
 * carries a reference that is taken once (RULES.md L3). They throw ProtocolError for what the server refuses, and ClientError when no answer came.
 */
export function createConversationCalls(call: Call) {
  return {
    list: (after?: Bytes) => retry(() => call(ListConversations, after ? { after } : {})),
    read: (conversation: Bytes) => retry(() => call(ReadConversation, { conversation })),
    openDirect: (address: Address) => retry(() => call(OpenDirect, { with: address })),
    entries: (page: RequestOf<typeof ReadEntries>) => retry(() => call(ReadEntries, page)),
    members: (asked: RequestOf<typeof ListMembers>) => retry(() => call(ListMembers, asked)),
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
