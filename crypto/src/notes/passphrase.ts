import { MAX_PASSPHRASE_BYTES, utf8, type Bytes } from "@tacet/protocol";

export type ParsedPassphrase =
  | { readonly kind: "none" }
  | { readonly kind: "passphrase"; readonly bytes: Bytes }
  | { readonly kind: "refused"; readonly reason: "too long" | "not well-formed" };

/** NFC, UTF-8, 1 to 1,024 bytes, not trimmed; empty means none (RULES.md N2). One answer on every client. */
export function parsePassphrase(text: string): ParsedPassphrase {
  if (text === "") return { kind: "none" };
  if (!text.isWellFormed()) return { kind: "refused", reason: "not well-formed" };
  const bytes = utf8(text.normalize("NFC"));
  return bytes.length <= MAX_PASSPHRASE_BYTES ? { kind: "passphrase", bytes } : { kind: "refused", reason: "too long" };
}
