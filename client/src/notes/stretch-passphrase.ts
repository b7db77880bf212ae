import { parsePassphrase, type StretchPassphrase } from "@tacet/crypto";
import type { Bytes } from "@tacet/protocol";
import { ClientError } from "../client-error.ts";

/** Undefined for no passphrase. Throws ClientError for one that no client would accept. */
export async function stretchText(stretch: StretchPassphrase, text: string, salt: Bytes): Promise<Bytes | undefined> {
  const passphrase = parsePassphrase(text);
  if (passphrase.kind === "none") return undefined;
  if (passphrase.kind === "passphrase") return stretch(passphrase.bytes, salt);
  throw new ClientError(passphrase.reason === "too long" ? "passphrase_too_long" : "passphrase_malformed");
}
