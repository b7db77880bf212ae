import type { Kysely } from "kysely";
import type { Session } from "../../http/authenticate.ts";
import type { Schema } from "../../storage/schema.ts";
import { peopleTextPlace } from "../../storage/sealed-columns.ts";
import { betweenTwo } from "./between-two.ts";
import type { PeopleDeps } from "./people-deps.ts";

/** Takes a request back, with the same answer whatever had become of it. */
export function createWithdrawRequest(deps: PeopleDeps) {
  return async (session: Session, username: string): Promise<void> => {
    await betweenTwo(deps, session, username, async (tx, { own, other }) => {
      if (other) await withdraw(deps, tx, own.id, other.id);
    });
    deps.onDestroyed();
  };
}

/** What was declined leaves a trace without its words, which its asker does not see: else asking again at once would be heard. */
export async function withdraw(
  { store, sealing, now }: PeopleDeps,
  tx: Kysely<Schema>,
  askerId: Uint8Array,
  askedId: Uint8Array,
): Promise<void> {
  const request = await store.request(tx, askerId, askedId);
  if (!request) return;
  const { id, declinedAt } = request;
  const noWords = sealing.seal(peopleTextPlace("message_requests", id), new Uint8Array());
  if (declinedAt === null) await store.deleteRequest(tx, askerId, askedId);
  else await store.hideRequest(tx, { id, text: noWords, withdrawnAt: now() });
}
