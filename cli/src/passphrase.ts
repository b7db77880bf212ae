import { parseUtf8 } from "@tacet/protocol";
import { readBoundedInput } from "./bounded-input.ts";
import { CliError, cliError } from "./cli-error.ts";
import type { Host } from "./host.ts";
import { parseCount } from "./parse-options.ts";

/** A passphrase has 1,024 bytes at most; what is composed differently can be longer before it is normalised. */
const MAX_INPUT_BYTES = 16 * 1024;

export interface PassphraseOptions {
  /** To be asked for on the terminal. */
  readonly passphrase?: true;
  readonly passphraseFile?: string;
  readonly passphraseFd?: string;
}

/** The passphrase that the command line names, or undefined when it names none. Throws CliError for an empty or unreadable one. */
export async function readGivenPassphrase(options: PassphraseOptions): Promise<string | undefined> {
  checkOneSource(options);
  const source = options.passphraseFile ?? (options.passphraseFd && parseCount(options.passphraseFd));
  if (source === undefined) return undefined;
  const passphrase = withoutLineEnd(decode(await readSource(source)));
  if (passphrase === "") throw cliError("passphrase_empty");
  return passphrase;
}

function checkOneSource({ passphrase, passphraseFile, passphraseFd }: PassphraseOptions): void {
  if ([passphrase, passphraseFile, passphraseFd].filter((given) => given !== undefined).length > 1) {
    throw new CliError("invalid_usage", "Give one of --passphrase, --passphrase-file and --passphrase-fd");
  }
}

async function readSource(source: string | number): Promise<Uint8Array> {
  const file = typeof source === "number" ? Bun.file(source) : Bun.file(source);
  const bytes = await readBoundedInput(file.stream(), MAX_INPUT_BYTES).catch((cause: unknown) => {
    throw cliError("file_unreadable", cause);
  });
  if (!bytes) throw new CliError("passphrase_too_long", "The passphrase is too long");
  return bytes;
}

function decode(bytes: Uint8Array): string {
  try {
    return parseUtf8(bytes);
  } catch (cause) {
    throw new CliError("passphrase_malformed", "The passphrase is not UTF-8", cause);
  }
}

/** Every editor ends a file with one; the passphrase itself is not trimmed. */
export const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, "");

/** Asks for a new passphrase on the terminal until both answers are equal. Throws CliError `passphrase_empty` or `interrupted`. */
export async function askNewPassphrase({ terminal, output }: Host): Promise<string> {
  for (;;) {
    const passphrase = await terminal.askHidden("Passphrase: ");
    if (passphrase === "") throw cliError("passphrase_empty");
    if ((await terminal.askHidden("The same again: ")) === passphrase) return passphrase;
    await output.say("The two are not equal.");
  }
}
