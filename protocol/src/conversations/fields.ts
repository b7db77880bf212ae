import * as z from "zod/mini";
import { utf8 } from "../bytes.ts";
import { fixedBytes } from "../fields.ts";
import { CLIENT_REF_BYTES, CONVERSATION_ID_BYTES, ENTRY_HASH_BYTES, MAX_PAYLOAD_BYTES } from "./limits.ts";

export const conversationId = fixedBytes(CONVERSATION_ID_BYTES, "A conversation");

/** RULES.md L3: a retry with the same reference gives the first answer and appends nothing. */
export const clientRef = fixedBytes(
  CLIENT_REF_BYTES,
  "Drawn at random by the client for this entry; a retry sends it again",
);

/** RULES.md S5: SHA-256(hash before ‖ seq ‖ random id of the entry). Who has (epoch, seq, hash) can tell whether a log is still the one it was. */
export const entryHash = fixedBytes(ENTRY_HASH_BYTES, "Binds an entry to all before it");

/** Position in a log: 1 for the first entry, one more for each that follows, without gaps. */
export const seq = z.int().check(z.positive(), z.describe("Position in the log, from 1 on, without gaps"));
/** The same, or 0 for before the first entry. */
export const seqOrZero = z.int().check(z.nonnegative(), z.describe("Position in the log; 0 before the first entry"));

export const logEpoch = z
  .string()
  .check(
    z.regex(/^[0-9a-f]{32}$/),
    z.describe("Another one after a restore from a backup: what was known of positions then counts no more"),
  );

/** UTF-8 is at most three bytes a code unit: most are short enough without being encoded. */
const fitsPayload = (text: string): boolean =>
  text.isWellFormed() && (text.length * 3 <= MAX_PAYLOAD_BYTES || utf8(text).length <= MAX_PAYLOAD_BYTES);

/** Opaque to whoever carries it. */
export const Payload = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(MAX_PAYLOAD_BYTES),
    z.refine(fitsPayload, { error: "a payload is at most 64 KiB of well-formed Unicode" }),
    z.describe(
      "What the entry says: in a conversation of mode `server` the JSON text of a content (docs/messages.md); in `mls` an MLS message in base64url",
    ),
  );
