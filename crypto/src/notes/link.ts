import { concatBytes, encodeBase64url, equalBytes, parseBase64url, utf8, type Bytes } from "@tacet/protocol";
import { sha256 } from "../primitives.ts";

export const LINK_SECRET_BYTES = 32;
const LINK_VERSION = 1;
const CHECKSUM_BYTES = 3;
export const FRAGMENT_CHARACTERS = 48;

/** The reader's link carries the note's secret, the sender's link the receipt's: neither works in the place of the other. */
export type LinkKind = "link" | "receipt link";

export type ParsedFragment =
  | { readonly ok: true; readonly secret: Bytes }
  /** `damaged`: not what was sent; `newer`: made by a later version of Tacet. */
  | { readonly ok: false; readonly reason: "damaged" | "newer" };

/** base64url(version ‖ secret ‖ checksum): always 48 characters (docs/note-format.md §2). */
export async function encodeFragment(kind: LinkKind, secret: Uint8Array): Promise<string> {
  if (secret.length !== LINK_SECRET_BYTES) throw new RangeError("a link secret is 32 bytes");
  const versioned = concatBytes(Uint8Array.of(LINK_VERSION), secret);
  return encodeBase64url(concatBytes(versioned, await checksum(kind, versioned)));
}

/** Tells a damaged link before anything is asked of a server: RULES.md N2. */
export async function parseFragment(kind: LinkKind, fragment: string): Promise<ParsedFragment> {
  const bytes = fragment.length === FRAGMENT_CHARACTERS ? parseBase64url(fragment) : undefined;
  if (!bytes) return { ok: false, reason: "damaged" };
  const versioned = bytes.subarray(0, 1 + LINK_SECRET_BYTES);
  if (!equalBytes(await checksum(kind, versioned), bytes.subarray(versioned.length)))
    return { ok: false, reason: "damaged" };
  if (versioned[0] !== LINK_VERSION) return { ok: false, reason: "newer" };
  return { ok: true, secret: versioned.slice(1) };
}

async function checksum(kind: LinkKind, versioned: Uint8Array): Promise<Bytes> {
  return (await sha256(utf8(`tacet/note/1 ${kind}`), versioned)).subarray(0, CHECKSUM_BYTES);
}
