import type { Kysely } from "kysely";
import { SILENCE_MS } from "./heartbeat.ts";
import type { Schema } from "./schema.ts";

const RESUMED_LEASE_MS = 60_000;

/**
 * At start, under the start lock: readers whose lease ran out while no process was alive get a minute to fetch what they claimed
 * (RULES.md N7). Leases that ended before the silence stay ended.
 */
export async function resumeLeases(
  tx: Kysely<Schema>,
  { lastBeat, now }: { readonly lastBeat: number; readonly now: number },
): Promise<void> {
  if (now - lastBeat <= SILENCE_MS) return;
  await tx
    .updateTable("note_claims")
    .set({ lease_until: now + RESUMED_LEASE_MS })
    .where("state", "=", "open")
    .where("lease_until", ">", lastBeat)
    .where("lease_until", "<=", now)
    .execute();
}
