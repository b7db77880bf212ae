import { MIN_PASSWORD_LENGTH, MIN_PHRASE_LENGTH, MIN_PHRASE_WORDS } from "@tacet/protocol";
import { normalizeSecret } from "./secret-text.ts";

type Strength = "good" | "weak";

/**
 * Of five, by zxcvbn (Wheeler, USENIX Security 2016): from 10⁶ guesses up. Whoever guesses here is held to one try a minute and account
 * by guess-policy.ts, which makes half a million a year; who has the database would have to open the sealing before the hash.
 */
const GOOD_PASSWORD = 2;

/** From 10¹⁰ guesses up: a phrase may bring an account back, and nobody types it often. */
const GOOD_PHRASE = 4;

/** `inputs` is what others know of the person: a password made of it is weak. Throws `invalid_request` like hashing does. */
export async function judgePassword(password: string, inputs: readonly string[]): Promise<Strength> {
  const normalized = normalizeSecret(password);
  const isGood = lengthOf(normalized) >= MIN_PASSWORD_LENGTH && (await scoreOf(normalized, inputs)) >= GOOD_PASSWORD;
  return isGood ? "good" : "weak";
}

/** Stricter than with passwords: long, and out of reach. A word that comes again adds nothing. */
export async function judgePhrase(phrase: string, inputs: readonly string[] = []): Promise<Strength> {
  const words = new Set(normalizeSecret(phrase).match(/\S+/g));
  const distinct = [...words].join(" ");
  const isLong = words.size >= MIN_PHRASE_WORDS || lengthOf(distinct) >= MIN_PHRASE_LENGTH;
  return isLong && (await scoreOf(distinct, inputs)) >= GOOD_PHRASE ? "good" : "weak";
}

const lengthOf = (text: string): number => Array.from(text).length;

const MAX_INPUTS = 16;
const MAX_INPUT_LENGTH = 64;

async function scoreOf(secret: string, inputs: readonly string[]): Promise<number> {
  const known = inputs
    .flatMap((input) => [input, ...input.split(/[^\p{L}\p{N}]+/u)])
    .filter((part) => part.length > 2)
    .slice(0, MAX_INPUTS)
    .map((part) => part.slice(0, MAX_INPUT_LENGTH));
  loading ??= load();
  const estimator = await loading;
  return estimator.check(secret, known).score;
}

let loading: ReturnType<typeof load> | undefined;

/** When somebody first chooses a password: the dictionaries take longer to load than the rest of the server, and tens of megabytes. */
async function load() {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  return new ZxcvbnFactory({
    dictionary,
    graphs: adjacencyGraphs,
    // It works on this thread, and more than linearly: with its own bounds, 256 and 100, somebody could hold the server up with a
    // password. What follows can only make a secret stronger than is said; six words of the longest fit.
    maxLength: 64,
    l33tMaxSubstitutions: 10,
  });
}
