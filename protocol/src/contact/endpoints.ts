import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes } from "../fields.ts";
import { ContactContent } from "./fields.ts";
import { MAX_CONTACT_BODY_BYTES } from "./limits.ts";
import { PUZZLE_BYTES, SOLUTION_BYTES } from "./puzzle.ts";

/** Messages to whoever runs the server. They are sealed where they rest, and not end to end: the operator reads them. */

export const AskContactPuzzle = endpoint({
  name: "askContactPuzzle",
  summary: "Get the work that stands before a message to the operator",
  method: "POST",
  path: "/v1/contact/puzzle",
  auth: "public",
  rate: "read",
  reply: json(
    z.object({
      puzzle: fixedBytes(
        PUZZLE_BYTES,
        "expires u64, difficulty u32, random 16, MAC 16; valid for 10 minutes and one message",
      ),
    }),
  ),
  errors: ["contact_closed"],
});

export const SendContact = endpoint({
  name: "sendContact",
  summary: "Send a message to the operator; sending the same message with the same puzzle again gives the same answer",
  method: "POST",
  path: "/v1/contact",
  auth: "public",
  rate: "write",
  body: json(
    z.strictObject({
      ...ContactContent.shape,
      puzzle: fixedBytes(PUZZLE_BYTES, "From `/v1/contact/puzzle`"),
      solution: fixedBytes(
        SOLUTION_BYTES,
        "A nonce u32 for each part 0 to 15, so that the first u32 of SHA-256(puzzle, part u8, nonce u32) times the difficulty is below 2^32",
      ),
      website: z.optional(
        z.string().check(z.maxLength(1000), z.describe("Leave it out: only programs that fill in every field send it")),
      ),
    }),
    { maxBytes: MAX_CONTACT_BODY_BYTES },
  ),
  status: 201,
  reply: json(z.object({ state: z.literal("received") })),
  errors: [
    "contact_closed",
    "puzzle_expired",
    "puzzle_unsolved",
    "contact_replayed",
    "storage_full",
    "outcome_unknown",
  ],
});
