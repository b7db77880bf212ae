import { createNote, type CreatedNote, type NoteDraft } from "@tacet/client";
import { readDraft } from "../draft.ts";
import { exitCodes } from "../exit-codes.ts";
import { describeFailure } from "../failure.ts";
import type { Host } from "../host.ts";
import { isExposed, parseLifetime, parseReads } from "../parse-options.ts";
import { passphraseKind, readGivenPassphrase, type PassphraseOptions } from "../passphrase.ts";
import { askNewSecret } from "../secret-input.ts";
import { readServer, type ServerOption } from "../server-option.ts";
import { isoTime, localTime } from "../times.ts";
import { visibleJson } from "@tacet/client/visible-text";

export interface NoteOptions extends PassphraseOptions, ServerOption {
  readonly text?: string;
  readonly reads?: string;
  readonly expires?: string;
}

/** `tacet note`: whatever can be wrong with the options is found before anybody writes a text that would then be lost. */
export async function noteCommand(options: NoteOptions, host: Host): Promise<void> {
  const server = readServer(options, host);
  const limits = {
    ...(options.reads !== undefined && { reads: parseReads(options.reads) }),
    ...(options.expires !== undefined && { ttlS: parseLifetime(options.expires) }),
  };
  const given = await readGivenPassphrase(options);
  if (isExposed(server)) await host.output.warn("The link is plain http: its reader's page can be changed on the way.");
  const { text, origin } = await readDraft(options.text, host);
  const passphrase = given ?? (options.passphrase ? await askNewSecret(passphraseKind, host) : "");
  const draft = { server, text, passphrase, ...limits };
  const note = await (origin === "editor" ? createPersistently(draft, host) : createNote(draft));
  await (host.output.form === "json" ? printJson(note, host) : printWords(note, draft, host));
}

/** A text from the editor exists nowhere else: after a failure that may pass, its writer decides when it is lost. */
async function createPersistently(draft: NoteDraft, host: Host): Promise<CreatedNote> {
  for (;;) {
    try {
      return await createNote(draft);
    } catch (error) {
      const { exitCode, message } = describeFailure(error);
      const mayPass = exitCode === exitCodes.unreachable.exitCode || exitCode === exitCodes.refused.exitCode;
      if (!mayPass) throw error;
      await host.output.warn(message);
      if ((await host.terminal.askYesNo("Try again? Without that the text is lost.")) === "no") throw error;
    }
  }
}

const printJson = ({ link, receiptLink, expiresAt }: CreatedNote, { output }: Host): Promise<void> =>
  output.write(`${visibleJson({ link, receiptLink, expiresAt: isoTime(expiresAt) })}\n`);

async function printWords(note: CreatedNote, { passphrase, reads = 1 }: NoteDraft, { output }: Host): Promise<void> {
  const opens = reads === 1 ? "once" : `${reads} times`;
  await output.say(`For the reader: opens ${opens}, until ${localTime(note.expiresAt)}.`);
  await output.write(`${note.link}\n`);
  if (passphrase) await output.say("Tell the passphrase by another way than the link.");
  await output.say(
    "For you: shows what became of the note (tacet receipt) and destroys it (tacet burn). It cannot read.",
  );
  await output.write(`${note.receiptLink}\n`);
}
