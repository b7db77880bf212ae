import { concatBytes, utf8, type Bytes } from "@tacet/protocol";
import { hkdf, sha256, signingKeyFromSeed, type SigningKey } from "../primitives.ts";

/** The key schedule of note format 1: RULES.md N2, docs/note-format.md §3. */

const SALT = utf8("tacet/note/1");
const NO_PASSPHRASE: Bytes = new Uint8Array(32);

/** What the link alone gives: enough to find a note and to know that its header is the sender's. */
export interface LinkKeys {
  readonly id: Bytes;
  readonly findKey: SigningKey;
  readonly passphraseSalt: Bytes;
}

/** What link and passphrase together give: enough to claim and read. */
export interface ContentKeys {
  readonly claimKey: SigningKey;
  /** The key of one sealing: it depends on the whole header. */
  contentKey(header: Uint8Array): Promise<Bytes>;
}

export async function deriveLinkKeys(linkSecret: Uint8Array): Promise<LinkKeys> {
  const [id, findSeed, passphraseSalt] = await Promise.all([
    hkdf({ secret: linkSecret, salt: SALT, info: "id", length: 16 }),
    hkdf({ secret: linkSecret, salt: SALT, info: "find", length: 32 }),
    hkdf({ secret: linkSecret, salt: SALT, info: "passphrase salt", length: 16 }),
  ]);
  return { id, findKey: await signingKeyFromSeed(findSeed), passphraseSalt };
}

/** `stretched` is the argon2id of the passphrase, or undefined when the note has none. */
export async function deriveContentKeys(
  linkSecret: Uint8Array,
  stretched: Uint8Array | undefined,
): Promise<ContentKeys> {
  const mixed = await hkdf({
    secret: concatBytes(linkSecret, stretched ?? NO_PASSPHRASE),
    salt: SALT,
    info: `mix${stretched ? "\u0001" : "\u0000"}`,
    length: 32,
  });
  const claimSeed = await hkdf({ secret: mixed, salt: SALT, info: "claim", length: 32 });
  return {
    claimKey: await signingKeyFromSeed(claimSeed),
    contentKey: async (header) => hkdf({ secret: mixed, salt: await sha256(header), info: "content", length: 32 }),
  };
}

/** What the sender's link gives: RULES.md N9 and docs/decisions/0002. */
export interface ReceiptKeys {
  /** Shown to the server to see the receipt or to burn. It does not lead to the confirm token. */
  readonly access: Bytes;
  readonly accessHash: Bytes;
  /** Sealed into the content: only who decrypted the note can show it. */
  readonly confirmToken: Bytes;
  readonly confirmHash: Bytes;
}

export async function deriveReceiptKeys(receiptSecret: Uint8Array): Promise<ReceiptKeys> {
  const [access, confirmToken] = await Promise.all([
    hkdf({ secret: receiptSecret, salt: SALT, info: "receipt access", length: 32 }),
    hkdf({ secret: receiptSecret, salt: SALT, info: "receipt confirm", length: 32 }),
  ]);
  return { access, accessHash: await sha256(access), confirmToken, confirmHash: await sha256(confirmToken) };
}
