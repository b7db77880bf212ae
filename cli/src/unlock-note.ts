import { ProtocolError, type ErrorCode, type LiveNote, type OpenedNote } from "@tacet/client";
import type { Host } from "./host.ts";

const MAX_TRIES = 3;

/**
 * Takes a read of the note, asking for its passphrase when it has one and none was given. A person may try three times; nothing is consumed
 * by a wrong one. Throws as `LiveNote.open` does.
 */
export async function unlock(note: LiveNote, given: string | undefined, host: Host): Promise<OpenedNote> {
  if (!note.needsPassphrase) return open(note, "", host);
  if (given !== undefined) return open(note, given, host);
  for (let tries = 1; ; tries++) {
    try {
      return await openInTime(note, await host.terminal.askHidden("Passphrase: "), host);
    } catch (error) {
      if (tries === MAX_TRIES || !isCode(error, "wrong_passphrase")) throw error;
      await host.output.warn("The passphrase is wrong; nothing was consumed.");
    }
  }
}

async function open(note: LiveNote, passphrase: string, { interruption, output }: Host): Promise<OpenedNote> {
  using _ = interruption.onStop(() => {
    void output.warn("Stopped while the note was being opened: its read may be spent.");
  });
  return await note.open(passphrase);
}

/** Whoever types faster than the delay after a wrong passphrase waits it out once. */
async function openInTime(note: LiveNote, passphrase: string, host: Host): Promise<OpenedNote> {
  try {
    return await open(note, passphrase, host);
  } catch (error) {
    if (!isCode(error, "passphrase_delayed") || error.retryAfterMs === undefined) throw error;
    const { retryAfterMs } = error;
    await host.output.say(`After wrong passphrases there is a pause: ${Math.ceil(retryAfterMs / 1000)} s.`);
    await new Promise((resume) => setTimeout(resume, Math.min(retryAfterMs, LONGEST_PAUSE_MS)));
    return open(note, passphrase, host);
  }
}

/** What the rules allow a server to ask for: RULES.md N1. */
const LONGEST_PAUSE_MS = 60_000;

const isCode = (error: unknown, code: ErrorCode): error is ProtocolError =>
  error instanceof ProtocolError && error.code === code;
