/** The default alphabet of 3GPP TS 23.038 and its extension table: what a text may hold to be sent with seven bits a character. */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENSION = "\f^{}\\[~]|€";

const alphabet = new Set(BASIC + EXTENSION);

export function fitsGsmAlphabet(text: string): boolean {
  for (const character of text) if (!alphabet.has(character)) return false;
  return true;
}
