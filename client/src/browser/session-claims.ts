import { encodeBase64url, encodeHex, parseBase64url, type Bytes } from "@tacet/protocol";
import type { KeptClaims } from "../notes/kept-claims.ts";

const keyOf = (noteId: Bytes): string => `tacet claim ${encodeHex(noteId)}`;

/** Keeps claims for this tab alone, over reloads (RULES.md N4). Without the link, what is kept reads nothing. */
export function createSessionClaims(storage: Storage): KeptClaims {
  return {
    keep: (noteId, { claimSecret, header }) => {
      try {
        storage.setItem(keyOf(noteId), `${encodeBase64url(claimSecret)}.${encodeBase64url(header)}`);
      } catch {
        // Storage may be full or forbidden: the note opens all the same, only a reload inside the lease then fails.
      }
    },
    find: (noteId) => {
      const [claimSecret, header] = (storage.getItem(keyOf(noteId)) ?? "").split(".").map(parseBase64url);
      return claimSecret?.length === 32 && header ? { claimSecret, header } : undefined;
    },
    forget: (noteId) => storage.removeItem(keyOf(noteId)),
  };
}
