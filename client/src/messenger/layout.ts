import {
  Address,
  clientRef,
  Conversation,
  CONVERSATION_ID_BYTES,
  Entry,
  errorStatus,
  logEpoch,
  seqOrZero,
  seq as seqOf,
  type Bytes,
  type ErrorCode,
} from "@tacet/protocol";
import * as z from "zod/mini";
import type { ConversationName } from "./messenger.ts";

/*
 * What lies in the records of a messenger. Keys begin with the name of the conversation:
 *
 *   lines    name                 what is known of the conversation itself
 *   entries  [name, seq]          the copy of its log
 *   about    [name, target, seq]  which edits, reactions and deletions the copy has of a message
 *   gone     [name, seq]          places whose content must not come back with a page that was on its way
 *   outbox   [name, order, key]   what waits for the server
 *   marks    name                 how far was read that the server does not know yet
 *   drafts   name
 *   state    "epoch"              of the logs in `entries`
 */

/** Of all values together: those of another version are dropped, and fetched anew. */
export const RECORDS_VERSION = 1;

export const KeptEntry = z.object({
  /** Of the log that it is from: one of another life counts as absent. */
  epoch: logEpoch,
  entry: Entry,
  /** Of what was sent from here: under which key it was shown before. */
  key: z.optional(z.string()),
  /** Put together from an answer, before the log itself was seen. */
  isProvisional: z.optional(z.boolean()),
});
export type KeptEntry = z.output<typeof KeptEntry>;

const isErrorCode = (code: unknown): code is ErrorCode | "unexpected_reply" =>
  typeof code === "string" && (code in errorStatus || code === "unexpected_reply");

export const Wish = z.object({
  kind: z.enum(["message", "edit", "reaction", "deletion", "hiding"]),
  /** Under which it is shown from the beginning. */
  key: z.string(),
  order: z.int(),
  ref: clientRef,
  at: z.int(),
  payload: z.optional(z.string()),
  target: z.optional(seqOf),
  /** Of the log whose places it names: in another one they are other messages. */
  epoch: z.optional(logEpoch),
  /** Whether the server may have it. */
  isTried: z.boolean(),
  /** The latest entry that was known when it was made: the server takes it later. */
  since: seqOrZero,
  refused: z.optional(z.custom<ErrorCode | "unexpected_reply">(isErrorCode)),
});
/** Something that this account wants to happen in a conversation, until the server has taken it. */
export type Wish = z.output<typeof Wish>;

const Cursor = z.object({ address: Address, delivered: seqOrZero, read: seqOrZero });
/** How far somebody else is. */
export type Cursor = z.output<typeof Cursor>;

export const KeptLine = z.object({
  conversation: Conversation,
  /** Up to here the copy has what it wants of the log; below it, holes are left on purpose. */
  syncedTo: seqOrZero,
  /** Up to here hidden messages were asked for. */
  hiddenKnown: z.int(),
  cursors: z.array(Cursor),
  last: z.optional(z.object({ seq: seqOf, from: z.optional(Address), text: z.string(), at: z.int() })),
});
export type KeptLine = z.output<typeof KeptLine>;

export const KeptMark = z.object({ epoch: logEpoch, read: seqOrZero });
export type KeptMark = z.output<typeof KeptMark>;

/** Undefined for what cannot be read: such a record counts as absent. */
export function parseRecord<S extends z.core.$ZodType>(schema: S, value: unknown): z.output<S> | undefined {
  const parsed = z.safeParse(schema, value);
  return parsed.success ? parsed.data : undefined;
}

/** Undefined when that names no conversation. */
export function parseConversationName(name: ConversationName): Bytes | undefined {
  if (!/^[0-9a-f]*$/.test(name) || name.length !== CONVERSATION_ID_BYTES * 2) return undefined;
  return Uint8Array.from({ length: CONVERSATION_ID_BYTES }, (_, at) => parseInt(name.slice(at * 2, at * 2 + 2), 16));
}

export function idOf(name: ConversationName): Bytes {
  const id = parseConversationName(name);
  if (!id) throw new TypeError("that names no conversation");
  return id;
}
