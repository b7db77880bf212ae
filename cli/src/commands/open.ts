import { findNote, type GoneNote, type LiveNote } from "@tacet/client";
import { unreachable } from "@tacet/protocol";
import { CliError } from "../cli-error.ts";
import { deliver } from "../deliver-note.ts";
import type { Host } from "../host.ts";
import { readLink } from "../link-input.ts";
import { createOutFile } from "../out-file.ts";
import { readGivenPassphrase, type PassphraseOptions } from "../passphrase.ts";
import { localTime } from "../times.ts";
import { unlock } from "../unlock-note.ts";

/** Beyond this, one of two clocks is wrong and the reader should know: RULES.md N10. */
const WORTH_A_WARNING_MS = 5 * 60_000;

export interface OpenOptions extends PassphraseOptions {
  readonly out?: string;
}

/** `tacet open`: all that can fail without the note is done before a read is taken. */
export async function openCommand(argument: string | undefined, options: OpenOptions, host: Host): Promise<void> {
  const link = await readLink(argument, host);
  const passphrase = await readGivenPassphrase(options);
  using file = options.out === undefined ? undefined : createOutFile(options.out, host.interruption);
  const note = await findNote(link);
  if (note.state === "gone") throw new CliError("note_gone", goneWords(note));
  if (note.state === "held") throw new Error("the command line keeps no claims");
  await announce(note, host);
  const opened = await unlock(note, passphrase, host);
  await deliver(opened, file, host);
  if (note.readsLeft === 1) await host.output.say("That was the last read.");
}

async function announce({ reads, readsLeft, expiresAt, clockDifferenceMs }: LiveNote, { output }: Host): Promise<void> {
  const takes = readsLeft === 1 ? "takes its last read and destroys it" : "takes one of them";
  await output.say(
    `The note has ${readsLeft} of ${reads} reads left, until ${localTime(expiresAt)}. Opening it ${takes}.`,
  );
  if (Math.abs(clockDifferenceMs) > WORTH_A_WARNING_MS) {
    await output.warn("This machine's clock and the server's differ by more than five minutes: one of them is wrong.");
  }
}

function goneWords({ reason, at }: GoneNote): string {
  switch (reason) {
    case "read":
      return `The note is gone: it was read, and destroyed ${localTime(at)}`;
    case "expired":
      return `The note is gone: it expired ${localTime(at)}`;
    case "burned":
      return `The note is gone: its sender destroyed it ${localTime(at)}`;
    default:
      return unreachable(reason);
  }
}
