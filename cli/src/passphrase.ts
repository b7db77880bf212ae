import { readGivenSecret, type SecretKind } from "./secret-input.ts";

/** The second lock of a note. */
export const passphraseKind = {
  name: "passphrase",
  empty: "passphrase_empty",
  tooLong: "passphrase_too_long",
  malformed: "passphrase_malformed",
} as const satisfies SecretKind;

export interface PassphraseOptions {
  /** To be asked for on the terminal. */
  readonly passphrase?: true;
  readonly passphraseFile?: string;
  readonly passphraseFd?: string;
}

/** The passphrase that the command line names, or undefined when it names none. Throws CliError for an empty or unreadable one. */
export const readGivenPassphrase = (options: PassphraseOptions): Promise<string | undefined> =>
  readGivenSecret(passphraseKind, {
    ask: options.passphrase,
    file: options.passphraseFile,
    fd: options.passphraseFd,
  });
