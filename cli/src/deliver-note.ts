import type { OpenedNote } from "@tacet/client";
import { utf8 } from "@tacet/protocol";
import type { Host } from "./host.ts";
import type { OutFile } from "./out-file.ts";
import { visibleJson, visibleText } from "@tacet/client/visible-text";

/**
 * Hands the text over and confirms only then: an output that fails leaves the note "taken, not confirmed", which is the truth.
 * Throws CliError `output_failed` or `file_unwritable`.
 */
export async function deliver(note: OpenedNote, file: OutFile | undefined, host: Host): Promise<void> {
  if (file) return deliverToFile(note, file, host);
  if (host.output.form === "json") return deliverAsJson(note, host);
  await writeText(note.text, host);
  await confirm(note, host);
}

async function deliverToFile(note: OpenedNote, file: OutFile, host: Host): Promise<void> {
  try {
    file.write(utf8(note.text));
  } catch (error) {
    // The read is spent and the text exists nowhere else: a full disk must not cost it. The exit code tells.
    await deliver(note, undefined, host);
    throw error;
  }
  const confirmed = await confirm(note, host);
  if (host.output.form === "json") await host.output.write(`${visibleJson({ confirmed })}\n`);
  else await host.output.say("The text is in the file.");
}

/** One object in two writes: the text has left before the confirmation, whose outcome is its last member. */
async function deliverAsJson(note: OpenedNote, host: Host): Promise<void> {
  await host.output.write(visibleJson({ text: note.text }).slice(0, -1));
  const confirmed = await confirm(note, host);
  await host.output.write(`,"confirmed":${confirmed}}\n`);
}

async function writeText(text: string, { output }: Host): Promise<void> {
  if (!output.isTerminal) return output.write(utf8(text));
  const visible = visibleText(text);
  await output.write(visible.endsWith("\n") ? visible : `${visible}\n`);
  if (visible !== text.replaceAll("\r\n", "\n")) {
    await output.warn("The text holds characters that a terminal would obey or hide; they are shown as <U+…>.");
  }
}

async function confirm(note: OpenedNote, { output }: Host): Promise<boolean> {
  try {
    await note.confirm();
    return true;
  } catch {
    // The text is delivered: a lost confirmation must not make that look like a failure.
    await output.warn("The server could not be told that the note was opened: its sender sees “taken, not confirmed”.");
    return false;
  }
}
