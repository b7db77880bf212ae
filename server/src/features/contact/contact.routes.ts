import { AskContactPuzzle, SendContact } from "@tacet/protocol";
import type { Serve } from "../../http/serve-endpoint.ts";
import type { Contact } from "./contact.ts";

export function serveContact(serve: Serve, contact: Contact): void {
  serve(AskContactPuzzle, () => contact.askPuzzle());
  serve(SendContact, (body, { source, ageMs }) => contact.send(body, { source, ageMs: ageMs() }));
}
