export { connectConversations, type ConversationCalls, type ConversationsConnection } from "./connect-conversations.ts";
