import * as z from "zod/mini";
import { timestamp } from "../fields.ts";
import { Address } from "./address.ts";
import { clientRef, entryHash, Payload, seq } from "./fields.ts";

/**
 * `message`, `edit`, `deletion` and `reaction` come from members; `membership`, `settings` and `cleared` from the server, for what a member did;
 * `handshake` belongs to `mls`. `gone`: what stood there was deleted, or is not for this reader; only its place is left (RULES.md L4).
 */
export const EntryKind = z.enum([
  "message",
  "edit",
  "deletion",
  "reaction",
  "membership",
  "settings",
  "cleared",
  "handshake",
  "gone",
]);
export type EntryKind = z.output<typeof EntryKind>;

/** One item of a conversation's log. */
export const Entry = z.object({
  seq,
  hash: entryHash,
  kind: EntryKind,
  from: z.optional(Address).check(z.describe("Who did it; absent when gone, or when the account was deleted")),
  at: z.optional(timestamp("When the server took it; absent when gone")),
  clientRef: z.optional(clientRef),
  target: z.optional(seq).check(z.describe("The message that an edit, a deletion or a reaction is about")),
  payload: z.optional(Payload),
});
export type Entry = z.output<typeof Entry>;
