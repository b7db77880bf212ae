import { randomBytes } from "node:crypto";
import {
  CONTACT_ID_BYTES,
  equalBytes,
  ProtocolError,
  utf8,
  type Bytes,
  type ReceivedRequestOf,
  type ReplyOf,
  type SendContact,
} from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import { contactContentPlace } from "../../storage/sealed-columns.ts";
import type { ContactDeps } from "./contact-deps.ts";
import type { StoredContact } from "./contact-rows.ts";
import { dayOf, hashSource, startOfDay } from "./source-of-day.ts";

export interface ContactSource {
  /** Flood bucket key of the sender. */
  readonly source: string;
  /** How long ago its request arrived: a slow line must not make a puzzle old. */
  readonly ageMs: number;
}

type Received = ReplyOf<typeof SendContact>;
const received: Received = { state: "received" };

/** Stores a message for the operator. The same message with the same puzzle again gives the same answer, and is stored once. */
export function createSendContact(deps: ContactDeps) {
  return async (body: ReceivedRequestOf<typeof SendContact>, { source, ageMs }: ContactSource): Promise<Received> => {
    if (deps.reception === "closed") throw new ProtocolError("contact_closed");
    const { random: puzzle, expiresAt } = deps.puzzles.verify(body);
    const { name, email, message, language } = body;
    const content = utf8(JSON.stringify({ name, email, message, language }));
    const earlier = await deps.store.findByPuzzle(deps.database.read, puzzle);
    if (earlier) return sameMessage(deps, earlier, content);
    if (expiresAt <= deps.now() - ageMs) throw new ProtocolError("puzzle_expired");
    // People do not see this field. A program that fills it in learns nothing from the answer.
    if (body.website) return received;
    return store(deps, { puzzle, content, source });
  };
}

interface NewContact {
  readonly puzzle: Bytes;
  readonly content: Bytes;
  readonly source: string;
}

async function store(deps: ContactDeps, { puzzle, content, source }: NewContact): Promise<Received> {
  const id = Uint8Array.from(randomBytes(CONTACT_ID_BYTES));
  const sealed = deps.sealing.seal(contactContentPlace(id), content);
  const first = await deps.database.transact(async (tx) => {
    const now = deps.now();
    const hash = await hashSource(deps, tx, { source, day: dayOf(now) });
    const isNew = await deps.store.insert(tx, { id, puzzle, sealed, source: hash, receivedAt: now });
    if (!isNew) return deps.store.getByPuzzle(tx, puzzle);
    // Whoever has taken a place holds the row of all places until COMMIT: what is counted from here on nobody else changes.
    if (!(await deps.store.takePlace(tx, deps.limits.stored))) throw new ProtocolError("storage_full");
    await refuseBeyondDay(deps, tx, { source: hash, now });
    return undefined;
  });
  if (first) return sameMessage(deps, first, content);
  deps.tellOperator({ kind: "contact_message", messageId: id });
  return received;
}

/** This message is counted already. */
async function refuseBeyondDay(
  { store: rows, limits }: ContactDeps,
  tx: Kysely<Schema>,
  { source, now }: { readonly source: Uint8Array; readonly now: number },
): Promise<void> {
  if ((await rows.countFrom(tx, source, limits.perSourceAndDay + 1)) > limits.perSourceAndDay) {
    throw enoughForToday("This address has sent as many messages as it may in a day", now);
  }
  if ((await rows.countSince(tx, startOfDay(dayOf(now)), limits.perDay + 1)) > limits.perDay) {
    throw enoughForToday("This server takes no more messages today", now);
  }
}

/** A puzzle is good for one message. Compared as they are: a hash of a short message would tell it to whoever guesses. */
function sameMessage({ sealing }: ContactDeps, { id, sealed }: StoredContact, content: Bytes): Received {
  if (equalBytes(sealing.open(contactContentPlace(id), sealed), content)) return received;
  throw new ProtocolError("contact_replayed");
}

const enoughForToday = (detail: string, now: number): ProtocolError =>
  new ProtocolError("too_many_requests", { detail, retryAfterMs: startOfDay(dayOf(now) + 1) - now });
