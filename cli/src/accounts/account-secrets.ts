import { MAX_SECRET_BYTES, utf8 } from "@tacet/protocol";
import { cliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import { askNewSecret, askSecret, readGivenSecret } from "../secret-input.ts";
import { askNewPhrase } from "./new-phrase.ts";

const codes = { empty: "secret_empty", tooLong: "secret_too_long", malformed: "secret_malformed" } as const;
const kinds = [
  { name: "password", ...codes },
  { name: "phrase", ...codes },
] as const;
type Kind = (typeof kinds)[number];

export interface AccountSecretOptions {
  /** To be asked for on the terminal. */
  readonly password?: true;
  readonly passwordFile?: string;
  readonly passwordFd?: string;
  readonly phrase?: true;
  readonly phraseFile?: string;
  readonly phraseFd?: string;
}

export type AccountSecrets = { readonly [Name in Kind["name"]]?: string };

/** What the command line gives or says to ask for; when it says nothing, a password. Throws CliError. */
export async function readSecrets(options: AccountSecretOptions, host: Host): Promise<AccountSecrets> {
  const given = await readGiven(options);
  const isSilent = Object.keys(given).length === 0 && !options.phrase;
  const isAsked = (name: Kind["name"]): boolean => options[name] ?? (name === "password" && isSilent);
  return askMissing(given, isAsked, (kind) => askSecret(kind, host));
}

/** The same for a new account: what it needs and is not given is asked for, twice. Throws CliError. */
export async function readNewSecrets(
  options: AccountSecretOptions,
  needed: readonly string[],
  host: Host,
): Promise<AccountSecrets> {
  const given = await readGiven(options);
  const isAsked = (name: Kind["name"]): boolean => options[name] ?? needed.includes(name);
  return askMissing(given, isAsked, (kind) => (kind.name === "phrase" ? askNewPhrase(host) : askNewSecret(kind, host)));
}

/** Files and descriptors are read before anybody is asked. */
async function readGiven(options: AccountSecretOptions): Promise<AccountSecrets> {
  const secrets: { [Name in Kind["name"]]?: string } = {};
  for (const kind of kinds) {
    const { name } = kind;
    const source = { ask: options[name], file: options[`${name}File`], fd: options[`${name}Fd`] };
    const secret = await readGivenSecret(kind, source);
    if (secret !== undefined) secrets[name] = normalized(secret);
  }
  return secrets;
}

async function askMissing(
  given: AccountSecrets,
  isAsked: (name: Kind["name"]) => boolean,
  ask: (kind: Kind) => Promise<string>,
): Promise<AccountSecrets> {
  const secrets: { [Name in Kind["name"]]?: string } = { ...given };
  for (const kind of kinds) {
    if (secrets[kind.name] === undefined && isAsked(kind.name)) secrets[kind.name] = normalized(await ask(kind));
  }
  return secrets;
}

/** As the server compares it; what is longer it would refuse. */
function normalized(secret: string): string {
  const text = secret.normalize("NFC");
  if (utf8(text).length > MAX_SECRET_BYTES) throw cliError("secret_too_long");
  return text;
}
