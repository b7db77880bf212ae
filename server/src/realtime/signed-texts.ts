import { createHmac, timingSafeEqual } from "node:crypto";

export interface SigningDeps {
  /** The first signs; what any of them has signed is believed. */
  readonly keys: () => readonly Uint8Array[];
  /** Where the texts are good, and nowhere else. */
  readonly place: string;
}

const MAC_CHARS = 43;

/** Texts on a line to which others than processes of this installation may be able to write. */
export function createSignedTexts({ keys, place }: SigningDeps) {
  const macOf = (key: Uint8Array, text: string): string =>
    createHmac("sha256", key).update(`${place}\n`).update(text).digest("base64url");

  return {
    sign: (text: string): string => {
      const [current] = keys();
      if (!current) throw new Error("there is no key");
      return macOf(current, text) + text;
    },
    /** Undefined for what nobody with a key has signed. */
    open: (signed: string): string | undefined => {
      const mac = Buffer.from(signed.slice(0, MAC_CHARS));
      const text = signed.slice(MAC_CHARS);
      const isMac = (key: Uint8Array): boolean => {
        const right = Buffer.from(macOf(key, text));
        return right.length === mac.length && timingSafeEqual(right, mac);
      };
      return keys().some(isMac) ? text : undefined;
    },
  };
}
