import { MAX_TEXT_BYTES, parseUtf8 } from "@tacet/protocol";
import { readBoundedInput } from "./bounded-input.ts";
import { CliError, cliError } from "./cli-error.ts";
import { writeInEditor } from "./editor.ts";
import type { Host } from "./host.ts";
import { withoutLineEnd } from "./secret-input.ts";

export interface Draft {
  readonly text: string;
  readonly origin: "argument" | "input" | "editor";
}

/**
 * The text of a new note: what `--text` holds, else standard input to the last byte, else what is written in the editor, less the line end
 * that editors add. Throws CliError when there is none, or it is too large or not UTF-8.
 */
export async function readDraft(argument: string | undefined, host: Host): Promise<Draft> {
  const draft = await takeDraft(argument, host);
  if (draft.text === "") throw cliError("text_empty");
  return draft;
}

async function takeDraft(argument: string | undefined, host: Host): Promise<Draft> {
  if (argument !== undefined) return { text: argument, origin: "argument" };
  if (!host.input.isTerminal) return { text: await readInput(host), origin: "input" };
  // The line end of a text at the limit must not make it too large.
  const saved = await writeInEditor(host, MAX_TEXT_BYTES + 1);
  return { text: withoutLineEnd(decode(saved)), origin: "editor" };
}

async function readInput({ input }: Host): Promise<string> {
  const bytes = await readBoundedInput(input.stream(), MAX_TEXT_BYTES);
  if (!bytes) throw new CliError("text_too_large", "A note's text is at most 1 MiB; nothing was sent");
  return decode(bytes);
}

function decode(bytes: Uint8Array): string {
  try {
    return parseUtf8(bytes);
  } catch (cause) {
    throw cliError("text_not_utf8", cause);
  }
}
