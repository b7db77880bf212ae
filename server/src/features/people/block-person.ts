import { MAX_BLOCKED, ProtocolError } from "@tacet/protocol";
import type { Session } from "../../http/authenticate.ts";
import { betweenTwo } from "./between-two.ts";
import type { PeopleDeps } from "./people-deps.ts";
import { withdraw } from "./withdraw-request.ts";

/**
 * Blocking. The blocker hears nothing more of the blocked one, and stops letting it: it is an acquaintance no more, and the blocker's request
 * to it is withdrawn. What the blocked one has itself stays as it was, so that it learns nothing: its request goes on waiting, unheard; the
 * blocker stays among those whom it has written to; and to find the blocker is answered as if that let nobody find it.
 *
 * Ending a block brings nothing of this back: the two are strangers to the one who blocked, and an old request is not heard after all.
 */
export const createBlockPerson = (deps: PeopleDeps) => ({
  block: async (session: Session, username: string): Promise<void> => {
    const { store } = deps;
    await betweenTwo(deps, session, username, async (tx, { own, other }) => {
      if (!other || other.state === "deleted") throw new ProtocolError("person_not_found");
      if ((await store.relation(tx, own.id, other.id)).blocks) return;
      if ((await store.countBlocks(tx, own.id)) >= MAX_BLOCKED) throw new ProtocolError("list_full");
      await store.insertBlock(tx, own.id, other.id, deps.now());
      await store.forgetAcquaintance(tx, own.id, other.id);
      await store.silenceRequest(tx, { askerId: other.id, askedId: own.id, declinedAt: null });
      await withdraw(deps, tx, own.id, other.id);
    });
    deps.onDestroyed();
  },

  unblock: async ({ accountId }: Session, username: string): Promise<void> => {
    await deps.database.transact((tx) => deps.store.deleteBlock(tx, accountId, username));
  },
});
