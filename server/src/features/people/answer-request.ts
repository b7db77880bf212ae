import { ProtocolError } from "@tacet/protocol";
import type { Session } from "../../http/authenticate.ts";
import { betweenTwo } from "./between-two.ts";
import { connect } from "./connect-people.ts";
import type { PeopleDeps } from "./people-deps.ts";

/** What one does about a request. A second answer of the same kind does no harm, so that a lost one can be given again. */
export const createAnswerRequest = (deps: PeopleDeps) => ({
  accept: async (session: Session, username: string): Promise<void> => {
    await betweenTwo(deps, session, username, async (tx, { own, other }) => {
      if (other?.state !== "active") throw new ProtocolError("request_not_found");
      const request = await deps.store.request(tx, other.id, own.id);
      if (request?.state === "open") return connect(deps, tx, own.id, other.id);
      const { hasWritten } = await deps.store.relation(tx, own.id, other.id);
      if (!hasWritten) throw new ProtocolError("request_not_found");
    });
    deps.onDestroyed();
  },

  /** The asker goes on waiting, and whatever it asks in the next thirty days is not heard. */
  decline: async (session: Session, username: string): Promise<void> => {
    await betweenTwo(deps, session, username, async (tx, { own, other }) => {
      if (!other) return;
      await deps.store.silenceRequest(tx, { askerId: other.id, askedId: own.id, declinedAt: deps.now() });
    });
  },
});
