// With the metadata of mobile numbers alone: it tells them from all others as surely as the full set does, which is half as large again.
import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";

export interface PhoneNumber {
  /** The one form in which a number is kept and compared. */
  readonly e164: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  /** Without its plus; several countries share one. */
  readonly callingCode: string;
}

const MAX_LENGTH = 64;

/** What contact lists put around a number that is copied from them. */
const directionMarks = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A plus sign first, then digits, Arabic and Persian ones too, and what people put between them. No letters, no extension. */
const shape = /^\+[\d\u0660-\u0669\u06F0-\u06F9 ().-]+$/;

/**
 * A number that a text message can go to, written with its country code; undefined for anything else. Only mobile numbers of countries:
 * a message to a premium, satellite or personal number earns its owner money (toll fraud), and a landline gets none. Where mobile and
 * landline numbers look alike, as in North America, either is taken.
 */
export function parsePhone(text: string): PhoneNumber | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const plain = text.normalize("NFKC").replace(directionMarks, "").trim();
  if (!shape.test(plain)) return undefined;
  const number = parsePhoneNumberFromString(plain, { extract: false });
  // Satellite and other networks without a country have none here.
  if (!number?.isValid() || !number.country) return undefined;
  return { e164: number.number, country: number.country, callingCode: number.countryCallingCode };
}

/** Enough for its owner to know it again, for nobody to ring it: the country's code and the last two digits. */
export function maskPhone(e164: string): string {
  const code = parsePhoneNumberFromString(e164)?.countryCallingCode;
  return code === undefined ? "•••" : `+${code} ••• ••${e164.slice(-2)}`;
}
