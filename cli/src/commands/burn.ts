import { burnNote } from "@tacet/client";
import { cliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import { readLink } from "../link-input.ts";
import { printReceipt } from "../print-receipt.ts";

export interface BurnOptions {
  readonly yes?: true;
}

/** `tacet burn`: destroys a note, by the sender's link, and tells what had become of it. A person is asked first; a script is not. */
export async function burnCommand(argument: string | undefined, options: BurnOptions, host: Host): Promise<void> {
  const link = await readLink(argument, host);
  if (host.input.isTerminal && !options.yes) await confirmBurning(host);
  await printReceipt(await burnNote(link), host.output);
}

async function confirmBurning({ terminal }: Host): Promise<void> {
  const answer = await terminal.askYesNo("Destroy the note? Nobody can read it after that.");
  if (answer === "no") throw cliError("interrupted");
}
