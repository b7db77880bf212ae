import { ProtocolError, type ReplyOf, type AskContactPuzzle } from "@tacet/protocol";
import type { ContactDeps } from "./contact-deps.ts";
import { difficultyAfter, MESSAGES_OF_HARDEST } from "./puzzle-difficulty.ts";
import { createSendContact } from "./send-contact.ts";
import { createSweepContact } from "./sweep-contact.ts";

const HOUR_MS = 3600 * 1000;

export type Contact = ReturnType<typeof createContact>;

/** Messages from anybody to the operator: work first, then one message for it. docs/decisions/0016. */
export const createContact = (deps: ContactDeps) => ({
  askPuzzle: createAskPuzzle(deps),
  send: createSendContact(deps),
  sweep: createSweepContact(deps),
});

function createAskPuzzle({ database, store, puzzles, now, reception }: ContactDeps) {
  return async (): Promise<ReplyOf<typeof AskContactPuzzle>> => {
    if (reception === "closed") throw new ProtocolError("contact_closed");
    const messages = await store.countSince(database.read, now() - HOUR_MS, MESSAGES_OF_HARDEST);
    return { puzzle: puzzles.make(difficultyAfter(messages)) };
  };
}
