import { timingSafeEqual } from "node:crypto";
import { ProtocolError, type ConfirmClaim, type ReceivedRequestOf } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import { endIfRead } from "./end-note.ts";
import { sha256 } from "./hash.ts";
import type { NoteDeps } from "./note-deps.ts";

type ConfirmRequest = ReceivedRequestOf<typeof ConfirmClaim>;

interface Confirmed {
  readonly confirmedAt: number;
  readonly hasEnded: boolean;
}

/** Records that a claim's reader opened the note, even after its lease, and destroys the note with the last one (RULES.md N7, N8). */
export function createConfirmClaim(deps: NoteDeps) {
  return async (request: ConfirmRequest): Promise<{ readonly confirmedAt: number }> => {
    const { confirmedAt, hasEnded } = await deps.database.transact((tx) => confirm(deps, tx, request));
    deps.reachFaultPoint("confirm: after commit");
    if (hasEnded) deps.onDestroyed();
    return { confirmedAt };
  };
}

async function confirm(
  deps: NoteDeps,
  tx: Kysely<Schema>,
  { id, claimSecret, confirmToken }: ConfirmRequest,
): Promise<Confirmed> {
  const { store, reachFaultPoint } = deps;
  const claimHash = sha256(claimSecret);
  const note = await store.lock(tx, id);
  const claim = await store.claim(tx, { noteId: id, claimHash });
  if (!note || !claim) throw new ProtocolError("claim_not_found");
  if (!timingSafeEqual(sha256(confirmToken), note.confirmHash)) throw new ProtocolError("bad_proof");
  if (claim.confirmedAt !== null) return { confirmedAt: claim.confirmedAt, hasEnded: false };
  await store.confirm(tx, { claimHash, confirmedAt: note.now, confirmToken });
  const hasEnded = await endIfRead(deps, tx, { id, note });
  reachFaultPoint("confirm: before commit");
  return { confirmedAt: note.now, hasEnded };
}
