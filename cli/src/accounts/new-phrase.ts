import type { Host } from "../host.ts";
import { askAgain } from "../secret-input.ts";

/**
 * Asks for a new phrase. Whoever gives none gets one drawn, which the terminal alone shows: standard output and error may be kept. It is
 * typed again in either case, so that what was written down is right. Throws CliError `interrupted`.
 */
export async function askNewPhrase(host: Host): Promise<string> {
  for (;;) {
    const own = await host.terminal.askHidden("Phrase (Enter alone, and six words are drawn for you): ");
    const phrase = own === "" ? await showDrawn(host) : own;
    if ((await askAgain(phrase, host)) === "equal") return phrase;
  }
}

async function showDrawn({ terminal }: Host): Promise<string> {
  // The list of words is large, and seldom needed.
  const { suggestPassphrase } = await import("@tacet/client/passphrases");
  const phrase = suggestPassphrase();
  terminal.show(`\n    ${phrase}\n\nWrite it down: it is shown this once.`);
  return phrase;
}
