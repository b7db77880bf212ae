import * as z from "zod/mini";
import { bytes, endpoint, json } from "../endpoint.ts";
import { fixedBytes, timestamp } from "../fields.ts";
import { NOTE_HEADER_BYTES, NOTE_ID_BYTES } from "./header.ts";
import { CHALLENGE_BYTES, HASH_BYTES, MAX_NEW_NOTE_BYTES, SIGNATURE_BYTES } from "./new-note.ts";
import { MAX_NOTE_BODY_BYTES } from "./padding.ts";

/**
 * The life of a note over the wire: docs/note-format.md §7–9. Every call is a POST with its secrets in the body, so that no id, proof or
 * capability ever stands in a path, a query or a proxy's log. GET and HEAD exist for none of them.
 */

const noteId = fixedBytes(NOTE_ID_BYTES, "The note's id, derived from the link");
const challenge = fixedBytes(CHALLENGE_BYTES, "From `/v1/notes/challenge`, at most 60 seconds old");
const claimSecret = fixedBytes(32, "The claim secret that the reader drew");
const receiptAccess = fixedBytes(32, "Derived from the sender's link; the link's own secret stays with the sender");
const confirmToken = fixedBytes(32, "From the sealed content: shows that the note was decrypted");
const signature = (purpose: string) => fixedBytes(SIGNATURE_BYTES, `Ed25519 signature ${purpose}`);

const EndReason = z.enum(["read", "expired", "burned"]).check(z.describe("How the note ended"));
export type EndReason = z.output<typeof EndReason>;

export const MakeChallenge = endpoint({
  name: "makeChallenge",
  summary: "Get fresh bytes to sign, and the server's time",
  method: "POST",
  path: "/v1/notes/challenge",
  auth: "public",
  rate: "ask",
  reply: json(
    z.object({
      challenge: fixedBytes(CHALLENGE_BYTES, "Valid for 60 seconds"),
      now: timestamp("The server's clock"),
    }),
  ),
  errors: [],
});

export const CreateNote = endpoint({
  name: "createNote",
  summary: "Store a sealed note; sending the same note again gives the same answer",
  method: "POST",
  path: "/v1/notes",
  auth: "public",
  rate: "write",
  body: bytes(
    MAX_NEW_NOTE_BYTES,
    "challenge 40, create signature 64, header 48, header signature 64, find key 32, claim key 32, receipt hash 32, confirm hash 32, then the sealed content",
  ),
  status: 201,
  reply: json(z.object({ expiresAt: timestamp("When the note is gone at the latest") })),
  errors: ["bad_proof", "challenge_expired", "clock_skew", "note_conflict", "storage_full", "outcome_unknown"],
});

export const FoundNote = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("live"),
    header: fixedBytes(NOTE_HEADER_BYTES, "The note's header"),
    headerSignature: signature("over the header, by the find key"),
    readsLeft: z.int().check(z.positive()),
    failedTries: z.int().check(z.nonnegative(), z.describe("Wrong passphrases so far")),
    retryAfterMs: z
      .int()
      .check(z.nonnegative(), z.describe("0, or how long a claim is held off after wrong passphrases")),
    now: timestamp("The server's clock"),
  }),
  z.object({
    state: z.literal("gone"),
    reason: EndReason,
    at: timestamp("Since when"),
    now: timestamp("The server's clock"),
  }),
]);
export type FoundNote = z.output<typeof FoundNote>;

export const FindNote = endpoint({
  name: "findNote",
  summary: "Ask about a note, proving that one holds its link; consumes nothing",
  method: "POST",
  path: "/v1/notes/find",
  auth: "public",
  rate: "read",
  body: json(z.strictObject({ id: noteId, challenge, findProof: signature("of purpose `find`, by the find key") })),
  reply: json(FoundNote),
  errors: ["challenge_expired", "note_not_found"],
});

export const ClaimNote = endpoint({
  name: "claimNote",
  summary: "Take one read of a note, proving link and passphrase; the answer is the sealed content",
  method: "POST",
  path: "/v1/notes/claim",
  auth: "public",
  rate: "read",
  body: json(
    z.strictObject({
      id: noteId,
      challenge,
      claimHash: fixedBytes(HASH_BYTES, "SHA-256 of a secret that the reader drew"),
      findProof: signature("of purpose `claim`, by the find key"),
      claimProof: signature("of purpose `claim`, by the claim key"),
    }),
  ),
  reply: bytes(MAX_NOTE_BODY_BYTES, "The sealed content"),
  errors: [
    "challenge_expired",
    "note_not_found",
    "note_gone",
    "wrong_passphrase",
    "passphrase_delayed",
    "claim_replayed",
    "outcome_unknown",
  ],
});

export const FetchClaim = endpoint({
  name: "fetchClaim",
  summary: "Get the sealed content again, inside the lease, with the claim's secret",
  method: "POST",
  path: "/v1/notes/fetch",
  auth: "public",
  rate: "read",
  body: json(z.strictObject({ id: noteId, claimSecret })),
  reply: bytes(MAX_NOTE_BODY_BYTES, "The sealed content"),
  errors: ["claim_not_found", "claim_over"],
});

export const ConfirmClaim = endpoint({
  name: "confirmClaim",
  summary: "Say that the note was opened; its last confirmation destroys it",
  method: "POST",
  path: "/v1/notes/confirm",
  auth: "public",
  rate: "read",
  body: json(z.strictObject({ id: noteId, claimSecret, confirmToken })),
  reply: json(z.object({ confirmedAt: timestamp("When the first confirmation came") })),
  errors: ["claim_not_found", "bad_proof", "outcome_unknown"],
});

const Claim = z.object({
  takenAt: timestamp("When the read was taken"),
  state: z.enum(["open", "confirmed", "lapsed", "burned"]),
  confirmedAt: z.optional(timestamp("When the opening was confirmed, even if after the lease")),
  confirmToken: z.optional(fixedBytes(32, "What the reader showed; the sender's client recomputes it")),
});

export const Receipt = z.object({
  state: z.enum(["live", "ended"]),
  endReason: z.optional(EndReason),
  endedAt: z.optional(timestamp("When it ended")),
  madeAt: timestamp("When it was made"),
  expiresAt: timestamp("When it is gone at the latest"),
  reads: z.int().check(z.positive()),
  readsLeft: z.int().check(z.nonnegative()),
  failedTries: z.int().check(z.nonnegative(), z.describe("Wrong passphrases so far")),
  claims: z.array(Claim).check(z.maxLength(100), z.describe("Oldest first")),
  now: timestamp("The server's clock"),
});
export type Receipt = z.output<typeof Receipt>;

export const ReadReceipt = endpoint({
  name: "readReceipt",
  summary: "See what became of a note, with the sender's capability",
  method: "POST",
  path: "/v1/notes/receipt",
  auth: "public",
  rate: "read",
  body: json(z.strictObject({ receiptAccess })),
  reply: json(Receipt),
  errors: ["note_not_found"],
});

export const BurnNote = endpoint({
  name: "burnNote",
  summary: "Destroy a note at once, with the sender's capability; burning it again changes nothing",
  method: "POST",
  path: "/v1/notes/burn",
  auth: "public",
  rate: "write",
  body: json(z.strictObject({ receiptAccess })),
  reply: json(Receipt),
  errors: ["note_not_found", "outcome_unknown"],
});
