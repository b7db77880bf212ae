import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { utf8, type Bytes, type PhoneCodePurpose } from "@tacet/protocol";

/** `prove`: to the account's own phone, out of a session. `add`: to a phone that is to become the account's. */
export type CodePurpose = PhoneCodePurpose | "prove" | "add";

/** What a code is good for, and nothing else (RULES.md A3). */
export interface CodeSubject {
  /** 32 bytes that only the asker knows. */
  readonly request: Uint8Array;
  /** E.164 */
  readonly phone: string;
  readonly purpose: CodePurpose;
}

const REQUEST_BYTES = 32;
const MAC_BYTES = 32;

export const drawRequest = (): Bytes => Uint8Array.from(randomBytes(REQUEST_BYTES));

/** Each of a million is as likely. */
export const drawCode = (): string => randomInt(1_000_000).toString().padStart(6, "0");

/** Of no code: what nobody can type. */
export const drawVoidHash = (): Uint8Array => Uint8Array.from(randomBytes(MAC_BYTES));

/**
 * HMAC-SHA-256(code key, request id ‖ phone ‖ purpose ‖ code). No two different lists of parts are one text: the first has one length, then come
 * digits, then letters, then digits.
 */
export const hashCode = (key: Uint8Array, subject: CodeSubject, code: string): Uint8Array =>
  Uint8Array.from(
    createHmac("sha256", key)
      .update(subject.request)
      .update(utf8(`${subject.phone}${subject.purpose}${code}`))
      .digest(),
  );

/** What a row is found by beside its id: the same without a code, which tells nothing of the code. */
export const hashSubject = (key: Uint8Array, subject: CodeSubject): Uint8Array => hashCode(key, subject, "");

/** In constant time, for each key. */
export const isHashOf = (
  stored: Uint8Array,
  keys: readonly Uint8Array[],
  { subject, code }: { readonly subject: CodeSubject; readonly code: string },
): boolean => keys.some((key) => timingSafeEqual(stored, hashCode(key, subject, code)));
