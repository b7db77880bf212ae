import * as z from "zod/mini";
import { DisplayName } from "../accounts/account.ts";
import { text, timestamp } from "../fields.ts";
import { Address } from "./address.ts";
import { MemberRole } from "./content.ts";
import { Entry } from "./entry.ts";
import { conversationId, entryHash, logEpoch, seq, seqOrZero } from "./fields.ts";
import { ClearOnSignOut, Disappearing } from "./retention-fields.ts";
import { MAX_GROUP_TITLE_CHARACTERS, MAX_UNREAD_COUNTED } from "./limits.ts";

/** `direct`: the one conversation of two people. */
export const ConversationKind = z.enum(["direct", "group"]);
export type ConversationKind = z.output<typeof ConversationKind>;

/** Who can read what is said: with `server`, the server as well, which keeps it sealed; with `mls`, the members alone. */
export const EncryptionMode = z.enum(["server", "mls"]);
export type EncryptionMode = z.output<typeof EncryptionMode>;

export const GroupTitle = text(MAX_GROUP_TITLE_CHARACTERS, "What a group is called", 1);

/** How far somebody is. Both only grow. */
export const cursors = {
  delivered: seqOrZero.check(z.describe("Up to here it has reached a device")),
  read: seqOrZero.check(z.describe("Up to here it was read")),
};

export const Member = z.object({
  address: Address,
  displayName: DisplayName,
  role: MemberRole,
  ...cursors,
  since: timestamp("Since when"),
});
export type Member = z.output<typeof Member>;

/** Where a log is and where its reader is in it: enough for a client to know what it lacks. */
export const Head = z.object({
  conversation: conversationId,
  seq: seq.check(z.describe("Of the latest entry")),
  hash: entryHash,
  firstSeq: seq.check(z.describe("Of the earliest entry that this member may read")),
  ...cursors,
  unread: z
    .int()
    .check(
      z.nonnegative(),
      z.maximum(MAX_UNREAD_COUNTED),
      z.describe(`Messages of others after \`read\`; ${MAX_UNREAD_COUNTED} stands for more as well`),
    ),
  hiddenVersion: z
    .int()
    .check(z.nonnegative(), z.describe("Grows whenever this account hides messages for itself: see listHidden")),
});
export type Head = z.output<typeof Head>;

export const Conversation = z.object({
  id: conversationId,
  kind: ConversationKind,
  mode: EncryptionMode,
  title: z.optional(GroupTitle).check(z.describe("Of a group")),
  with: z
    .optional(z.object({ address: z.optional(Address), displayName: DisplayName }))
    .check(z.describe("Of a direct conversation: the other one; without an address when that account was deleted")),
  memberCount: z.int().check(z.positive()),
  role: MemberRole.check(z.describe("One's own")),
  disappearing: z.optional(Disappearing).check(z.describe("What happens by time to what is said from now on")),
  clearOnSignOut: z
    .object({
      own: ClearOnSignOut,
      other: z.optional(ClearOnSignOut).check(z.describe("Of the other one in a direct conversation")),
    })
    .check(z.describe("What is cleared when somebody signs out")),
  isOpen: z.boolean().check(z.describe("False when nothing can be said here any more")),
  changedAt: timestamp("When the latest entry was taken"),
  epoch: logEpoch,
  head: Head,
  last: z.optional(Entry).check(z.describe("The latest message that one may read")),
});
export type Conversation = z.output<typeof Conversation>;
