import type { FailureCode } from "./exit-codes.ts";

/** What the command line itself finds wrong, beside the codes of the SDK and of the server. */
export const cliErrors = {
  invalid_usage: "The command is not written as it should be; see tacet --help",
  invalid_server: "The server is given as an address like https://notes.example, with nothing after the host and port",
  text_empty: "There is no text; nothing was sent",
  text_not_utf8: "The text is not UTF-8; nothing was sent",
  passphrase_empty: "The passphrase is empty",
  secret_empty: "The password or phrase is empty",
  secret_too_long: "A password or phrase is at most 256 bytes",
  secret_malformed: "The password or phrase is not UTF-8",
  not_signed_in: "Nobody is signed in to this server on this machine; tacet login does that",
  code_needed: "A code was asked for by phone: give the same command again, with --code",
  device_ambiguous: "Several devices are called that: name one by its id, which tacet devices shows",
  no_editor: "There is no editor: set VISUAL or EDITOR, or give the text on standard input",
  no_terminal: "There is no terminal to ask on: use --passphrase-file, --passphrase-fd, or standard input for the link",
  configuration_invalid: "A setting is wrong",
  editor_failed: "The editor failed; nothing was sent",
  file_exists: "The file exists already; nothing was asked of the server, nothing was overwritten",
  file_unwritable: "The file or folder cannot be written",
  file_unreadable: "The file with the secret cannot be read",
  sessions_unsafe: "The file with the sign-ins could be read or changed by others",
  sessions_unreadable: "The file with the sign-ins is not as tacet writes it",
  sessions_busy: "Another tacet command has been changing the sign-ins for a minute; try again",
  keyring_failed: "The system's keyring did not do it",
  output_failed: "The output could not be written",
  release_unreadable: "The list of a release cannot be read, or is none",
  operation_failed: "The command could not be carried out",
  site_differs: "The site does not give a browser what the release has",
  check_failed: "Something does not work",
  interrupted: "Stopped",
  tacet_fault: "Something went wrong in tacet itself",
} as const satisfies Record<string, string>;

export type CliErrorCode = keyof typeof cliErrors;

/** A failure with a stable code and a sentence of our own. The sentence never repeats an argument: arguments can hold secrets. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export const cliError = (code: CliErrorCode, cause?: unknown): CliError => new CliError(code, cliErrors[code], cause);
