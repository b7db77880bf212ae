import { encodeHex, ProtocolError } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { PhoneNumber } from "./phone-number.ts";
import type { CodeSender } from "./code-sender.ts";

/** RULES.md A3. */
const SENDS_A_DAY = 5;
const WRONG_TRIES_A_DAY = 10;
const SENDS_A_SOURCE_AND_DAY = 20;
/** The rest of what may be spent is for devices that accounts know: strangers cannot use it up. */
const STRANGERS_SHARE = 0.8;

const DAY_MS = 24 * 3600 * 1000;

type LimitDeps = Pick<AccountDeps, "guesses" | "now">;

/** Who asks for a code or types one: a device that the phone's account knows, or a stranger. */
export interface Caller {
  readonly phone: string;
  /** What the account knows the device by; undefined for a stranger. */
  readonly device: Uint8Array | undefined;
}

/** Of strangers all together, and of each known device by itself: so no stranger can take the owner's away. */
const callerOf = ({ phone, device }: Caller): string => (device ? `${phone} by ${encodeHex(device)}` : phone);

/** Throws `too_many_requests`: this limit says nothing about any phone. */
export async function countSource({ guesses, now }: LimitDeps, source: string): Promise<void> {
  if (await guesses.countToday(`codes asked for from ${source}`, SENDS_A_SOURCE_AND_DAY)) return;
  throw new ProtocolError("too_many_requests", { retryAfterMs: DAY_MS - (now() % DAY_MS) });
}

interface Sending {
  readonly phone: PhoneNumber;
  readonly device: Uint8Array | undefined;
}

/**
 * False when nothing more may be sent. Whoever asks must not learn that: it would tell them what others did with that phone. Counted the same
 * whether an account has the phone or not.
 */
export async function countSending(
  { guesses }: LimitDeps,
  { perDay, perCountryAndDay, onSpent }: CodeSender,
  { phone, device }: Sending,
): Promise<boolean> {
  const share = device ? 1 : STRANGERS_SHARE;
  const spend = async (limit: "country" | "day", what: string, max: number): Promise<boolean> => {
    const isWithin = await guesses.countToday(what, Math.floor(max * share));
    if (!isWithin) onSpent(limit);
    return isWithin;
  };
  return (
    (await guesses.countToday(`code sent to ${callerOf({ phone: phone.e164, device })}`, SENDS_A_DAY)) &&
    (await spend("country", `text sent to +${phone.callingCode}`, perCountryAndDay)) &&
    (await spend("day", "text sent", perDay))
  );
}

const wrongTries = (caller: Caller): string => `wrong code for ${callerOf(caller)}`;

/** Before a code is compared. */
export const countTry = ({ guesses }: LimitDeps, tx: Kysely<Schema>, caller: Caller): Promise<boolean> =>
  guesses.countTodayIn(tx, wrongTries(caller), WRONG_TRIES_A_DAY);

/** For a code that there is not, against nobody's phone: the same work. */
export const countVainTry = ({ guesses }: LimitDeps, tx: Kysely<Schema>, id: Uint8Array): Promise<boolean> =>
  guesses.countTodayIn(tx, `wrong code ${encodeHex(id)}`, WRONG_TRIES_A_DAY);

/** It was not a wrong one. */
export const takeBackTry = ({ guesses }: LimitDeps, caller: Caller): Promise<void> =>
  guesses.takeBackToday(wrongTries(caller));
