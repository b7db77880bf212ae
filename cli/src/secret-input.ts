import { parseUtf8 } from "@tacet/protocol";
import { readBoundedInput } from "./bounded-input.ts";
import { CliError, cliError } from "./cli-error.ts";
import type { FailureCode } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { parseCount } from "./parse-options.ts";

/** Far more than any secret has; what is composed differently can be longer before it is normalised. */
const MAX_INPUT_BYTES = 16 * 1024;

/** A secret that options and questions call by this name, and the codes of what can be wrong with it. */
export interface SecretKind {
  readonly name: "passphrase" | "password" | "phrase" | "invite";
  readonly empty: FailureCode;
  readonly tooLong: FailureCode;
  readonly malformed: FailureCode;
}

/** What the command line says of one: `--NAME` to be asked, `--NAME-file`, `--NAME-fd`. */
export interface SecretOptions {
  readonly ask: true | undefined;
  readonly file: string | undefined;
  readonly fd: string | undefined;
}

/** The secret that the command line names a source of, or undefined when it names none. Throws CliError for an empty or unreadable one. */
export async function readGivenSecret(kind: SecretKind, options: SecretOptions): Promise<string | undefined> {
  checkOneSource(kind, options);
  const source = options.file ?? (options.fd && parseCount(options.fd));
  if (source === undefined) return undefined;
  const secret = withoutLineEnd(decode(kind, await readSource(kind, source)));
  if (secret === "") throw emptyOne(kind);
  return secret;
}

function checkOneSource({ name }: SecretKind, { ask, file, fd }: SecretOptions): void {
  if ([ask, file, fd].filter((given) => given !== undefined).length > 1) {
    throw new CliError("invalid_usage", `Give one of --${name}, --${name}-file and --${name}-fd`);
  }
}

async function readSource({ name, tooLong }: SecretKind, source: string | number): Promise<Uint8Array> {
  const file = typeof source === "number" ? Bun.file(source) : Bun.file(source);
  const bytes = await readBoundedInput(file.stream(), MAX_INPUT_BYTES).catch((cause: unknown) => {
    throw cliError("file_unreadable", cause);
  });
  if (!bytes) throw new CliError(tooLong, `The ${name} is too long`);
  return bytes;
}

function decode({ name, malformed }: SecretKind, bytes: Uint8Array): string {
  try {
    return parseUtf8(bytes);
  } catch (cause) {
    throw new CliError(malformed, `The ${name} is not UTF-8`, cause);
  }
}

/** Every editor ends a file with one; the secret itself is not trimmed. */
export const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, "");

/** Throws CliError `interrupted`, or the code of an empty one. */
export async function askSecret(kind: SecretKind, { terminal }: Host): Promise<string> {
  const secret = await terminal.askHidden(`${capitalized(kind.name)}: `);
  if (secret === "") throw emptyOne(kind);
  return secret;
}

/** Asks for a new secret on the terminal until both answers are equal. Throws as `askSecret` does. */
export async function askNewSecret(kind: SecretKind, host: Host): Promise<string> {
  for (;;) {
    const secret = await askSecret(kind, host);
    if ((await askAgain(secret, host)) === "equal") return secret;
  }
}

/** Says so when it is another one. Throws CliError `interrupted`. */
export async function askAgain(secret: string, { terminal, output }: Host): Promise<"equal" | "another"> {
  if ((await terminal.askHidden("The same again: ")) === secret) return "equal";
  await output.say("The two are not equal.");
  return "another";
}

const emptyOne = ({ name, empty }: SecretKind): CliError => new CliError(empty, `The ${name} is empty`);

const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
