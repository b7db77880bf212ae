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
export { connectMessenger, type MessengerServer } from "./connect-messenger.ts";
export { createMessenger } from "./create-messenger.ts";
export { RECORDS_VERSION } from "./layout.ts";
export { createLineCall } from "./line/line-call.ts";
export { systemClock, type Clock, type Dial, type MessengerConnection, type MessengerPorts } from "./ports.ts";
