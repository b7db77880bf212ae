import { AskContactPuzzle, ContactContent, ProtocolError, SendContact } from "@tacet/protocol";
import { ClientError, type ClientErrorCode } from "../client-error.ts";
import { retry } from "../retry.ts";
import type { Transport } from "../transport.ts";
import type { SolvePuzzle } from "./solve-puzzle.ts";

export interface ContactDraft extends ContactContent {
  /** For pages: a field that people do not see. Whoever fills it in is answered as if all were well, and not heard. */
  readonly website?: string;
}

export interface Delivery {
  readonly transport: Transport;
  readonly solve: SolvePuzzle;
  readonly onProgress: (done: number) => void;
}

/**
 * Solves a puzzle of the server's and sends the message with it. A lost answer is asked for again with the same puzzle, so that the
 * message is stored once. Throws ClientError for a draft that cannot be sent, ProtocolError `contact_closed`, `storage_full`, ….
 */
export async function deliverContact(draft: ContactDraft, delivery: Delivery): Promise<void> {
  const message = trim(draft);
  checkDraft(message);
  try {
    await solveAndSend(message, delivery);
  } catch (error) {
    // The machine slept over the puzzle, or was slower at it than anybody thought: one more.
    if (!(error instanceof ProtocolError && error.code === "puzzle_expired")) throw error;
    await solveAndSend(message, delivery);
  }
}

async function solveAndSend(message: ContactDraft, { transport, solve, onProgress }: Delivery): Promise<void> {
  const { puzzle } = await retry(() => transport.call(AskContactPuzzle, undefined));
  const solution = await solve(puzzle, onProgress);
  await retry(() => transport.call(SendContact, { ...message, puzzle, solution }));
}

const trim = (draft: ContactDraft): ContactDraft => ({
  ...draft,
  name: draft.name.trim(),
  email: draft.email.trim(),
});

const faults = {
  name: "contact_name_unusable",
  email: "contact_email_unusable",
  message: "contact_message_unusable",
} as const satisfies Partial<Record<keyof ContactContent, ClientErrorCode>>;

function checkDraft(draft: ContactDraft): void {
  for (const field of ["name", "email", "message"] as const) {
    if (!ContactContent.shape[field].safeParse(draft[field]).success) throw new ClientError(faults[field]);
  }
}
