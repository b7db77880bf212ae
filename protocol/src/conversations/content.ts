import * as z from "zod/mini";
import { fixedBytes, text } from "../fields.ts";
import { Address } from "./address.ts";
import { seq } from "./fields.ts";
import {
  MAX_ATTACHMENTS,
  MAX_EMOJI_CHARACTERS,
  MAX_GROUP_TITLE_CHARACTERS,
  MAX_MENTIONS,
  MAX_MESSAGE_CHARACTERS,
  MAX_SUBJECT_CHARACTERS,
} from "./limits.ts";
import { ClearOnSignOut, Disappearing } from "./retention-fields.ts";

/*
 * What entries say: the JSON text in a payload. Objects are not strict: whoever knows fewer fields than the sender shows what it knows.
 */

export const TextFormat = z.enum(["plain", "markdown"]);
export type TextFormat = z.output<typeof TextFormat>;

/** A file that lies elsewhere, sealed: only who reads this content can open it. */
export const AttachmentReference = z.object({
  id: fixedBytes(16, "Where it lies"),
  key: fixedBytes(32, "Opens it"),
  name: text(255, "The file's name", 1),
  type: text(100, "Media type", 1),
  sizeBytes: z.int().check(z.nonnegative()),
});
export type AttachmentReference = z.output<typeof AttachmentReference>;

const said = {
  text: text(MAX_MESSAGE_CHARACTERS, "What is said; empty only beside a subject or attachments"),
  format: z.optional(TextFormat).check(z.describe("`plain` unless it says otherwise")),
  subject: z.optional(text(MAX_SUBJECT_CHARACTERS, "As of a letter", 1)),
  mentions: z.optional(z.array(Address).check(z.maxLength(MAX_MENTIONS))),
};

const saysSomething = ({ text: words, subject, attachments }: SaidParts): boolean =>
  words.trim() !== "" || subject !== undefined || (attachments?.length ?? 0) > 0;

interface SaidParts {
  readonly text: string;
  readonly subject?: string | undefined;
  readonly attachments?: readonly unknown[] | undefined;
}

export const MessageContent = z
  .object({
    ...said,
    replyTo: z.optional(seq),
    attachments: z.optional(z.array(AttachmentReference).check(z.maxLength(MAX_ATTACHMENTS))),
  })
  .check(z.refine(saysSomething, { error: "a message says something" }));
export type MessageContent = z.output<typeof MessageContent>;

/** In place of what the message said before. Its attachments and what it replies to stay. */
export const EditContent = z.object(said);
export type EditContent = z.output<typeof EditContent>;

export const ReactionContent = z.object({
  emoji: text(MAX_EMOJI_CHARACTERS, "One emoji", 1),
  state: z.enum(["added", "removed"]),
});
export type ReactionContent = z.output<typeof ReactionContent>;

export const MemberRole = z.enum(["owner", "admin", "member"]);
export type MemberRole = z.output<typeof MemberRole>;

/** Written by the server. */
export const MembershipContent = z.object({
  change: z.enum(["created", "added", "joined", "left", "removed", "role"]),
  who: z.array(Address).check(z.describe("Those it happened to")),
  role: z.optional(MemberRole).check(z.describe("With `role`: the new one")),
});
export type MembershipContent = z.output<typeof MembershipContent>;

/** Written by the server: what is named is new from here on. */
export const SettingsContent = z.object({
  title: z.optional(text(MAX_GROUP_TITLE_CHARACTERS, "What a group is called", 1)),
  disappearing: z
    .optional(z.union([Disappearing, z.literal("off")]))
    .check(z.describe("What happens by time to what is said from here on")),
  clearOnSignOut: z
    .optional(ClearOnSignOut)
    .check(z.describe("What is cleared when the one who changed this signs out")),
});
export type SettingsContent = z.output<typeof SettingsContent>;

/** Written by the server: some of what is `gone` before this is so because the one it is from signed out, or a session of theirs ended that leaves nothing behind. */
export const ClearedContent = z.object({
  because: z.enum(["signed_out", "left_nothing"]),
  what: z.enum(["own", "everything"]).check(z.describe("What that one has said, or all that was said")),
});
export type ClearedContent = z.output<typeof ClearedContent>;

/** The schemas by the kind of the entry. What is not here has no content. */
export const contents = {
  message: MessageContent,
  edit: EditContent,
  reaction: ReactionContent,
  membership: MembershipContent,
  settings: SettingsContent,
  cleared: ClearedContent,
} as const;

/** The payload of an entry. Throws on a content that is none. */
export const encodeContent = <S extends z.core.$ZodType>(schema: S, content: z.output<S>): string =>
  JSON.stringify(z.encode(schema, content));

/** Undefined for what is no content of this kind: clients show such an entry as one that they cannot read. */
export function parseContent<S extends z.core.$ZodType>(schema: S, payload: string): z.output<S> | undefined {
  const parsed = z.safeParse(schema, parseJson(payload));
  return parsed.success ? parsed.data : undefined;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // What is not JSON is no content either: the schema says so.
    return undefined;
  }
}
