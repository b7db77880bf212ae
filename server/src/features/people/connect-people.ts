import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { PeopleDeps } from "./people-deps.ts";

/** Both may write to each other from now on, and nothing is left to be asked. Under the lock of both. */
export async function connect(
  { store, now }: Pick<PeopleDeps, "store" | "now">,
  tx: Kysely<Schema>,
  oneId: Uint8Array,
  otherId: Uint8Array,
): Promise<void> {
  for (const [from, to] of [
    [oneId, otherId],
    [otherId, oneId],
  ] as const) {
    await store.meet(tx, from, to, now());
    await store.deleteRequest(tx, from, to);
  }
}
