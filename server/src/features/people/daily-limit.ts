import { encodeHex, MAX_LOOKUPS_A_DAY, MAX_REPORTS_A_DAY, ProtocolError } from "@tacet/protocol";
import type { PeopleDeps } from "./people-deps.ts";

const DAY_MS = 24 * 3600 * 1000;

/** Asking somebody tells no more than a look-up does, and disturbs people. */
const maxADay = { find: MAX_LOOKUPS_A_DAY, ask: MAX_LOOKUPS_A_DAY, report: MAX_REPORTS_A_DAY } as const;

/** Charges what an account may do a few times a day before anything is looked at, so that what it comes to does not matter. */
export async function chargeDaily(
  { countToday, now }: Pick<PeopleDeps, "countToday" | "now">,
  what: keyof typeof maxADay,
  accountId: Uint8Array,
): Promise<void> {
  if (await countToday(`${what} by ${encodeHex(accountId)}`, maxADay[what])) return;
  throw new ProtocolError("daily_limit_reached", { retryAfterMs: DAY_MS - (now() % DAY_MS) });
}
