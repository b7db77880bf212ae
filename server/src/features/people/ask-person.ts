import { randomBytes } from "node:crypto";
import { MAX_WAITING_REQUESTS, ProtocolError, utf8, type AskPerson, type ReceivedRequestOf } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Session } from "../../http/authenticate.ts";
import type { Schema } from "../../storage/schema.ts";
import { peopleTextPlace } from "../../storage/sealed-columns.ts";
import { betweenTwo } from "./between-two.ts";
import { connect } from "./connect-people.ts";
import { chargeDaily } from "./daily-limit.ts";
import type { PeopleDeps } from "./people-deps.ts";
import type { Relation, StoredPerson } from "./people-rows.store.ts";
import type { StoredRequest } from "./requests.store.ts";

/** For so long whoever declined a request is left in peace by its asker. */
export const PEACE_MS = 30 * 24 * 3600 * 1000;

const REQUEST_ID_BYTES = 16;

export interface AskOutcome {
  readonly state: "waiting" | "accepted";
}

/**
 * Asks for leave to write, before a stranger's first message.
 *
 * The asker learns nothing of what becomes of it but a yes. A request that nobody hears, because the asked one has blocked the asker, wants
 * none, or has declined one of the last thirty days, is kept like any other, waits like any other and counts like any other. Nor may the
 * answer tell what the asked one has undone: somebody with whom the asker was acquainted once says `accepted` to the asker for ever, and
 * behind that is asked anew.
 */
export function createAskPerson(deps: PeopleDeps) {
  return async (session: Session, wish: ReceivedRequestOf<typeof AskPerson>): Promise<AskOutcome> => {
    await chargeDaily(deps, "ask", session.accountId);
    const outcome = await betweenTwo(deps, session, wish.username, async (tx, { own, other }) => {
      if (!other || other.state === "deleted") throw new ProtocolError("person_not_found");
      return ask(deps, tx, { asker: own, asked: other, text: wish.text });
    });
    deps.onDestroyed();
    return outcome;
  };
}

interface Asking {
  readonly asker: StoredPerson;
  readonly asked: StoredPerson;
  readonly text: string;
}

async function ask(deps: PeopleDeps, tx: Kysely<Schema>, asking: Asking): Promise<AskOutcome> {
  const { store } = deps;
  const { asker, asked } = asking;
  const relation = await store.relation(tx, asker.id, asked.id);
  if (relation.blocks) throw new ProtocolError("person_blocked", { detail: "End the block first" });
  const theirs = await store.request(tx, asked.id, asker.id);
  const isWanted = relation.wasWrittenTo || theirs?.withdrawnAt === null;
  if (isWanted && !relation.isBlocked) {
    await connect(deps, tx, asker.id, asked.id);
    return { state: "accepted" };
  }
  const earlier = await store.request(tx, asker.id, asked.id);
  if (!relation.hasWritten && !isWaiting(earlier)) await refuseTooMany(deps, tx, asker);
  await putRequest(deps, tx, { ...asking, relation, earlier });
  return { state: relation.hasWritten ? "accepted" : "waiting" };
}

const isWaiting = (request: StoredRequest | undefined): boolean => request?.withdrawnAt === null;

async function refuseTooMany({ store }: PeopleDeps, tx: Kysely<Schema>, { id }: StoredPerson): Promise<void> {
  const waiting = await store.sentRequests(tx, id, MAX_WAITING_REQUESTS);
  if (waiting.length >= MAX_WAITING_REQUESTS) throw new ProtocolError("list_full");
}

async function putRequest(
  { store, sealing, now }: PeopleDeps,
  tx: Kysely<Schema>,
  { asker, asked, text, relation, earlier }: Asking & { relation: Relation; earlier: StoredRequest | undefined },
): Promise<void> {
  const id = Uint8Array.from(randomBytes(REQUEST_ID_BYTES));
  const askedAt = now();
  const declinedAt = earlier?.declinedAt ?? null;
  const isToRest = declinedAt !== null && askedAt - declinedAt < PEACE_MS;
  await store.putRequest(tx, {
    id,
    askerId: asker.id,
    askedId: asked.id,
    state: !isToRest && !relation.isBlocked && takesRequests(asked) ? "open" : "unheard",
    text: sealing.seal(peopleTextPlace("message_requests", id), utf8(text)),
    askedAt,
    declinedAt: isToRest ? declinedAt : null,
  });
}

/** Whoever lets strangers find it, by name or by phone; whom it has written to needs no request. */
const takesRequests = ({ findByUsername, findByPhone, phoneHash }: StoredPerson): boolean =>
  findByUsername === "everybody" || (findByPhone === "everybody" && phoneHash !== null);
