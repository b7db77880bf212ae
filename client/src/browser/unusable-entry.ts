import { foldUsername, MAX_SECRET_BYTES, utf8 } from "@tacet/protocol";

/** What cannot be sent as it was typed, found before the server is asked. */
export type UnusableEntry = "username_malformed" | "email_malformed" | "secret_too_long" | "secret_malformed";

export const findUnusableUsername = (username: string): UnusableEntry | undefined =>
  foldUsername(username) === undefined ? "username_malformed" : undefined;

interface TypedSecrets {
  readonly password?: string | null | undefined;
  readonly phrase?: string | null | undefined;
}

export function findUnusableSecret({ password, phrase }: TypedSecrets): UnusableEntry | undefined {
  const secrets = [password, phrase].filter((secret) => typeof secret === "string");
  if (!secrets.every((secret) => secret.isWellFormed())) return "secret_malformed";
  return secrets.some((secret) => utf8(secret).length > MAX_SECRET_BYTES) ? "secret_too_long" : undefined;
}

/** Keyboards differ in how they write an é: in one form, a text is as long here as the server will find it. */
export const inOneForm = <Entry extends TypedSecrets>(entry: Entry): Entry => ({
  ...entry,
  ...(typeof entry.password === "string" && { password: entry.password.normalize("NFC") }),
  ...(typeof entry.phrase === "string" && { phrase: entry.phrase.normalize("NFC") }),
});
