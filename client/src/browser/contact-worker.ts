import { AskContactPuzzle } from "@tacet/protocol";
import { deliverContact } from "../contact/deliver-contact.ts";
import { solvePuzzle } from "../contact/solve-puzzle.ts";
import { retry } from "../retry.ts";
import { createTransport } from "../transport.ts";
import type { ContactAnswer, ContactRequest } from "./contact-form.ts";
import { problemOf } from "./page-problem.ts";

/** The whole of the worker: asking and sending too, so that the page needs nothing of it. It runs no WebAssembly. */
addEventListener("message", (event: MessageEvent<ContactRequest>) => {
  carryOut(event.data).then(
    () => answer({ kind: "done" }),
    (error: unknown) => answer({ kind: "failed", problem: problemOf(error) }),
  );
});

async function carryOut(request: ContactRequest): Promise<void> {
  const transport = createTransport(request.server);
  if (request.kind === "look") await retry(() => transport.call(AskContactPuzzle, undefined));
  else await deliverContact(request.draft, { transport, solve: solvePuzzle, onProgress });
}

const onProgress = (done: number): void => answer({ kind: "working", done });
const answer = (message: ContactAnswer): void => postMessage(message);
