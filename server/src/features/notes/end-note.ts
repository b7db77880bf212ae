import type { EndReason } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { NoteDeps } from "./note-deps.ts";
import { TOMBSTONE_BYTES, type LockedNote } from "./notes.store.ts";

type Tx = Kysely<Schema>;

/** Ends a note whose row the caller has locked, and gives back what its ciphertext was charged. */
export async function endNote(
  { store }: Pick<NoteDeps, "store">,
  tx: Tx,
  ending: { id: Uint8Array; note: LockedNote; reason: EndReason },
): Promise<void> {
  const { id, note, reason } = ending;
  await store.end(tx, id, { reason, at: note.now });
  await store.charge(tx, TOMBSTONE_BYTES - note.chargedBytes, id);
}

/** Ends a locked note that nobody can read or fetch any more: no read left and no open claim. True when it ended. */
export async function endIfRead(
  { store }: Pick<NoteDeps, "store">,
  tx: Tx,
  { id, note }: { id: Uint8Array; note: LockedNote },
): Promise<boolean> {
  if (note.state !== "live" || note.readsLeft > 0 || (await store.hasOpenClaim(tx, id))) return false;
  await endNote({ store }, tx, { id, note, reason: "read" });
  return true;
}
