import { ProtocolError } from "@tacet/protocol";
import { findNote, type FindResult } from "./find-note.ts";
import type { NotePorts } from "./ports.ts";

export interface ReadNote {
  readonly text: string;
  /** False when the server could not be told that the note was opened: its sender sees "taken, not confirmed". */
  readonly confirmed: boolean;
}

/**
 * Finds, claims, opens and confirms a note in one step; this consumes a read. Throws ClientError for a damaged link, a missing passphrase
 * or a forged note, ProtocolError `note_gone`, `note_not_found`, `wrong_passphrase` or `passphrase_delayed`: none of these consumes.
 */
export async function openNote(
  link: string,
  { passphrase = "", ...ports }: NotePorts & { readonly passphrase?: string } = {},
): Promise<ReadNote> {
  const opened = await requireOpenable(await findNote(link, ports)).open(passphrase);
  const confirmed = await opened.confirm().then(
    () => true,
    // The text is here: losing it because its confirmation failed would be the greater harm.
    () => false,
  );
  return { text: opened.text, confirmed };
}

function requireOpenable(found: FindResult) {
  if (found.state !== "gone") return found;
  throw new ProtocolError("note_gone", { detail: `The note is gone (${found.reason})` });
}
