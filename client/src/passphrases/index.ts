/** An entry of its own, for pages to fetch when somebody begins with a passphrase: the lists of words and of common passwords are large. */
export { estimateStrength, type Strength } from "./strength.ts";
export { suggestPassphrase, SUGGESTED_WORDS } from "./suggest.ts";
