import { encodeHex } from "@tacet/protocol";

/** What sockets subscribe to: all of one account's, and the one that a large group shares. */
export const accountTopic = (accountId: Uint8Array): string => `a${encodeHex(accountId)}`;
export const groupTopic = (conversationId: Uint8Array): string => `g${encodeHex(conversationId)}`;

/**
 * Entries of a larger group go to a topic of its own, which costs every member's socket some memory; those of a smaller one to each member's
 * account, which every socket has a topic for anyway. See docs/decisions/0018.
 */
export const MAX_MEMBERS_WITHOUT_TOPIC = 32;
