import { randomBytes } from "node:crypto";
import { concatBytes, encodeHex, equalBytes } from "@tacet/protocol";
import { conversationPlace } from "../../../storage/sealed-columns.ts";
import type { Sealing } from "../../../storage/sealing.ts";

/** What a conversation's payloads are sealed with: one key, and while they are being sealed anew those before it. */
export interface ConversationKeys {
  readonly current: NumberedKey;
  find(number: number): Uint8Array | undefined;
}

export interface NumberedKey {
  readonly number: number;
  readonly key: Uint8Array;
}

const KEY_BYTES = 32;
const NUMBERED_BYTES = 2 + KEY_BYTES;
/** Opened keys that are kept at hand. */
const MAX_KEPT = 4096;

export interface KeyCabinet {
  /** Sealed, for a new conversation. */
  draw(conversationId: Uint8Array): Uint8Array;
  open(conversationId: Uint8Array, sealed: Uint8Array): ConversationKeys;
  /** Keeps nothing at hand of a conversation that has ended. */
  forget(conversationId: Uint8Array): void;
}

/**
 * The keys of conversations rest sealed under a data key: number u16 ‖ key 32, and the same again of those before, while entries are sealed
 * anew (RULES.md S6). The last is deleted with its conversation and never before (RULES.md S3).
 */
export function createKeyCabinet(sealing: Pick<Sealing, "seal" | "open">): KeyCabinet {
  const kept = new Map<string, { readonly sealed: Uint8Array; readonly keys: ConversationKeys }>();

  return {
    draw: (id) => sealing.seal(conversationPlace("key", id), encodeKeys(withFreshKey([]))),
    open: (id, sealed) => {
      const name = encodeHex(id);
      const known = kept.get(name);
      if (known && equalBytes(known.sealed, sealed)) return known.keys;
      const keys = keysOf(parseKeys(sealing.open(conversationPlace("key", id), sealed)));
      const [oldest] = kept.keys();
      if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(name, { sealed, keys });
      return keys;
    },
    forget: (id) => void kept.delete(encodeHex(id)),
  };
}

export const encodeKeys = (keys: readonly NumberedKey[]): Uint8Array =>
  concatBytes(...keys.map(({ number, key }) => concatBytes(Uint8Array.of(number >> 8, number & 0xff), key)));

/** The current one first. */
export function parseKeys(bytes: Uint8Array): NumberedKey[] {
  const keys: NumberedKey[] = [];
  for (let at = 0; at + NUMBERED_BYTES <= bytes.length; at += NUMBERED_BYTES) {
    const number = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    keys.push({ number, key: bytes.slice(at + 2, at + NUMBERED_BYTES) });
  }
  return keys;
}

export function keysOf(keys: readonly NumberedKey[]): ConversationKeys {
  const [current] = keys;
  if (!current) throw new Error("a conversation has no key");
  return { current, find: (number) => keys.find((each) => each.number === number)?.key };
}

const MAX_NUMBER = 0xffff;

/** A new one to seal with, before those that still open something. */
export function withFreshKey(keys: readonly NumberedKey[]): NumberedKey[] {
  const number = ((keys[0]?.number ?? 0) % MAX_NUMBER) + 1;
  return [{ number, key: randomBytes(KEY_BYTES) }, ...keys];
}
