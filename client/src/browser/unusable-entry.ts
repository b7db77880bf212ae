import { foldUsername, MAX_SECRET_BYTES, utf8, type Proofs } from "@tacet/protocol";

/** What cannot be sent as it was typed, found before the server is asked. */
export type UnusableEntry = "username_malformed" | "secret_too_long" | "secret_malformed";

export const findUnusableUsername = (username: string): UnusableEntry | undefined =>
  foldUsername(username) === undefined ? "username_malformed" : undefined;

export function findUnusableSecret({ password, phrase }: Proofs): UnusableEntry | undefined {
  const secrets = [password, phrase].filter((secret) => secret !== undefined);
  if (!secrets.every((secret) => secret.isWellFormed())) return "secret_malformed";
  return secrets.some((secret) => utf8(secret).length > MAX_SECRET_BYTES) ? "secret_too_long" : undefined;
}

/** Keyboards differ in how they write an é: in one form, a text is as long here as the server will find it. */
export const inOneForm = ({ password, phrase, ...others }: Proofs): Proofs => ({
  ...others,
  ...(password !== undefined && { password: password.normalize("NFC") }),
  ...(phrase !== undefined && { phrase: phrase.normalize("NFC") }),
});
