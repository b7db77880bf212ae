import type { Database } from "../../storage/database.ts";
import { createInboxRows } from "./inbox/inbox.store.ts";
import { createHiddenRows } from "./lists/hidden-messages.store.ts";
import { createOwnConversationRows } from "./lists/own-conversations.store.ts";
import { createLiveRows } from "./live/live.store.ts";
import { createPresenceRows } from "./live/presence.store.ts";
import type { AppendRows } from "./log/append-rows.store.ts";
import { createSingleAppendRows } from "./log/append-rows-singly.store.ts";
import { createJointAppendRows } from "./log/append-rows-together.store.ts";
import { createEntryRows } from "./log/entries.store.ts";
import { createFleetingRows } from "./retention/fleeting.store.ts";
import { createRetentionRows } from "./retention/retention.store.ts";
import { createGroupInviteRows } from "./members/group-invites.store.ts";
import { createLeaverRows } from "./members/leavers.store.ts";
import { createMemberRows } from "./members/members.store.ts";

export type ConversationStore = ReturnType<typeof createConversationStore>;

/** All that is stored of conversations. */
export const createConversationStore = ({ kind }: Pick<Database, "kind">) => ({
  ...createAppendRows(kind),
  ...createEntryRows(),
  ...createFleetingRows(),
  ...createRetentionRows(),
  ...createHiddenRows(),
  ...createInboxRows(),
  ...createLiveRows(),
  ...createPresenceRows(),
  ...createMemberRows(),
  ...createLeaverRows(),
  ...createGroupInviteRows(),
  ...createOwnConversationRows(),
});

const createAppendRows = (kind: Database["kind"]): AppendRows =>
  kind === "sqlite" ? createSingleAppendRows() : createJointAppendRows();
