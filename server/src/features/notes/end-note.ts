import type { EndReason } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { NoteDeps } from "./note-deps.ts";
import type { LockedNote } from "./notes.store.ts";
import { TOMBSTONE_BYTES } from "./usage.store.ts";

type Tx = Kysely<Schema>;

interface Ending {
  readonly id: Uint8Array;
  readonly note: LockedNote;
  readonly reason: EndReason;
}

/** Ends a note whose row the caller has locked, and gives back what its ciphertext was charged. One that expired ended at its time. */
export async function endNote({ store }: Pick<NoteDeps, "store">, tx: Tx, { id, note, reason }: Ending): Promise<void> {
  await store.end(tx, { id, reason, at: reason === "expired" ? note.expiresAt : note.now });
  await store.giveBack(tx, [id], note.chargedBytes - TOMBSTONE_BYTES);
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
