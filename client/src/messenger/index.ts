export type {
  ConnectionState,
  ConversationLine,
  ConversationName,
  ConversationState,
  ConversationView,
  Item,
  MessageItem,
  Messenger,
  NewMessage,
  PersonBrief,
  Reaction,
  SendState,
} from "./messenger.ts";
