import { ProtocolError } from "@tacet/protocol";
import type { AccountDeps } from "../account-deps.ts";

const DAY_MS = 24 * 3600 * 1000;

/** Counting begins anew at midnight (UTC). */
export const dailyLimitReached = ({ now }: Pick<AccountDeps, "now">): ProtocolError =>
  new ProtocolError("daily_limit_reached", { retryAfterMs: DAY_MS - (now() % DAY_MS) });
