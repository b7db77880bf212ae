import {
  encodeContent,
  MAX_MESSAGE_CHARACTERS,
  MAX_SUBJECT_CHARACTERS,
  MessageContent,
  parseUtf8,
} from "@tacet/protocol";
import { readBoundedInput } from "../bounded-input.ts";
import { CliError, cliError } from "../cli-error.ts";
import { writeInEditor } from "../editor.ts";
import type { Host } from "../host.ts";
import { withoutLineEnd } from "../secret-input.ts";

/** UTF-8 has at most three bytes for a character as they are counted here; one more for a line end that is left off. */
const MAX_INPUT_BYTES = MAX_MESSAGE_CHARACTERS * 3 + 2;

export interface NewMessage {
  readonly text: string | undefined;
  readonly subject: string | undefined;
}

/** The payload of a message: its text as given, from standard input, or from the editor. Throws CliError for what can be no message. */
export async function readNewMessage({ text: given, subject }: NewMessage, host: Host): Promise<string> {
  const isGiven = given !== undefined && given !== "-";
  const text = isGiven ? given : withoutLineEnd(decode(await readBytes(given, host)));
  if (text.trim() === "" && subject === undefined) throw cliError("text_empty");
  if (text.length > MAX_MESSAGE_CHARACTERS) throw tooLarge();
  if (subject !== undefined && (subject === "" || subject.length > MAX_SUBJECT_CHARACTERS)) {
    throw new CliError("invalid_usage", `A subject has 1 to ${MAX_SUBJECT_CHARACTERS} characters`);
  }
  return encodeContent(MessageContent, { text, ...(subject !== undefined && { subject }) });
}

async function readBytes(given: string | undefined, host: Host): Promise<Uint8Array> {
  if (given === undefined && host.input.isTerminal) return writeInEditor(host, MAX_INPUT_BYTES);
  const bytes = await readBoundedInput(host.input.stream(), MAX_INPUT_BYTES);
  if (!bytes) throw tooLarge();
  return bytes;
}

const tooLarge = (): CliError =>
  new CliError("text_too_large", `A message has at most ${MAX_MESSAGE_CHARACTERS} characters; nothing was sent`);

function decode(bytes: Uint8Array): string {
  try {
    return parseUtf8(bytes);
  } catch (cause) {
    throw cliError("text_not_utf8", cause);
  }
}
