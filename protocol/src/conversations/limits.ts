export const CONVERSATION_ID_BYTES = 16;
export const CLIENT_REF_BYTES = 16;
export const ENTRY_HASH_BYTES = 32;

/** What one entry says, however it is encoded. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;
/** UTF-16 code units of a message: with the rest of its content they fit into a payload in any script. */
export const MAX_MESSAGE_CHARACTERS = 16_000;
export const MAX_SUBJECT_CHARACTERS = 200;
export const MAX_MENTIONS = 50;
export const MAX_ATTACHMENTS = 10;
export const MAX_EMOJI_CHARACTERS = 32;

export const MAX_GROUP_MEMBERS = 1000;
export const MAX_GROUP_TITLE_CHARACTERS = 100;
/** People whom one call adds to a group. */
export const MAX_ADDED_AT_ONCE = 50;
export const GROUP_INVITE_ID_BYTES = 16;
/** Of the secret in an invite's link. */
export const GROUP_INVITE_BYTES = 32;
export const MIN_GROUP_INVITE_LIFE_S = 600;
export const MAX_GROUP_INVITE_LIFE_S = 30 * 24 * 3600;
export const MAX_GROUP_INVITE_USES = 1000;
/** Of one group, by which somebody could join at one time. */
export const MAX_OPEN_GROUP_INVITES = 20;
/** Conversations that one account is in at a time. */
export const MAX_CONVERSATIONS = 5000;

export const CONVERSATIONS_PER_PAGE = 50;
export const MAX_ENTRIES_PER_PAGE = 200;
/** A page holds the next entry, however large, and further ones up to this. */
export const MAX_PAGE_PAYLOAD_BYTES = 256 * 1024;
export const MEMBERS_PER_PAGE = 100;
export const INBOX_PER_PAGE = 50;
/** The inbox looks back so far: over these conversations, the ones that changed last, and so many entries of each. */
export const INBOX_CONVERSATIONS = 500;
export const INBOX_ENTRIES = 200;
/** Messages that one call hides. */
export const MAX_HIDDEN_AT_ONCE = 100;
/** Unread messages are counted up to here: so many stands for more as well. */
export const MAX_UNREAD_COUNTED = 100;
