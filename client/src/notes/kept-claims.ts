import { encodeHex, type Bytes } from "@tacet/protocol";

/** What must outlive a reload to read a note that was claimed already (RULES.md N4): not the link, and not the passphrase. */
export interface KeptClaim {
  readonly claimSecret: Bytes;
  readonly header: Bytes;
}

/** Remembers claims from before they are made until they are confirmed. A failure to remember is not an error: it costs only the reload. */
export interface KeptClaims {
  keep(noteId: Bytes, claim: KeptClaim): void;
  find(noteId: Bytes): KeptClaim | undefined;
  forget(noteId: Bytes): void;
}

export function createMemoryClaims(): KeptClaims {
  const claims = new Map<string, KeptClaim>();
  return {
    keep: (noteId, claim) => void claims.set(encodeHex(noteId), claim),
    find: (noteId) => claims.get(encodeHex(noteId)),
    forget: (noteId) => void claims.delete(encodeHex(noteId)),
  };
}
