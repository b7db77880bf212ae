import type { ContactContent } from "@tacet/protocol";
import { createTransport, type Fetch } from "../transport.ts";
import { deliverContact } from "./deliver-contact.ts";
import { solvePuzzle, type SolvePuzzle } from "./solve-puzzle.ts";

export interface ContactMessageDraft extends ContactContent {
  /** Origin of the server, such as `https://notes.example`. */
  readonly server: string;
}

export interface ContactPorts {
  readonly fetch?: Fetch;
  readonly solve?: SolvePuzzle;
  /** How much of the work before the message is done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Sends a message to whoever runs a server, who reads it: it is not end-to-end encrypted. Takes a second or some of work first.
 * Throws ClientError for a draft that cannot be sent, ProtocolError `contact_closed` where no messages are taken.
 */
export async function sendContact(
  { server, ...draft }: ContactMessageDraft,
  { fetch, solve = solvePuzzle, onProgress = () => {} }: ContactPorts = {},
): Promise<void> {
  const transport = createTransport(new URL(server).origin, fetch);
  await deliverContact(draft, { transport, solve, onProgress });
}
