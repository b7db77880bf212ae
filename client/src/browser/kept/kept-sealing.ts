import { openOnDevice, sealOnDevice } from "@tacet/crypto";
import { parseUtf8, utf8, type Bytes } from "@tacet/protocol";
import type { RecordPlace } from "./stored-records.ts";

/** A value opens where it was put, and nowhere else. */
const additionalDataOf = ({ collection, key }: RecordPlace): Bytes =>
  utf8(JSON.stringify(["tacet kept record", 1, collection, key]));

export const sealText = (key: CryptoKey, place: RecordPlace, text: string): Promise<Bytes> =>
  sealOnDevice(key, additionalDataOf(place), utf8(text));

/** Undefined when it was not sealed under this key, for this place. */
export async function openText(key: CryptoKey, place: RecordPlace, sealed: unknown): Promise<string | undefined> {
  if (!isBytes(sealed)) return undefined;
  const plain = await openOnDevice(key, additionalDataOf(place), sealed);
  return plain && parseUtf8(plain);
}

/** What a database gives back shares its memory with nobody. */
const isBytes = (value: unknown): value is Bytes => value instanceof Uint8Array;
