import { listDataKeys } from "../storage/data-keys.ts";
import { createHeldKeys, type HeldKeys } from "../storage/held-keys.ts";
import { refuseOtherRing } from "../storage/key-checks.ts";
import { createLoadedShelf } from "../storage/key-shelf.ts";
import { readKeyRing } from "../storage/key-source.ts";
import { requireCurrentSchema } from "../storage/migrate.ts";
import { createSealing, type Sealing } from "../storage/sealing.ts";
import type { RotateOptions } from "./keys.ts";

/** For a command that opens, looks up or signs: the keys as they are now. Throws OperatorError. */
export async function openKeys({ database, source }: RotateOptions): Promise<HeldKeys & { readonly sealing: Sealing }> {
  await requireCurrentSchema(database.read);
  const ring = readKeyRing(source);
  await refuseOtherRing(database.read, ring);
  const shelf = createLoadedShelf(ring, await listDataKeys(database.read), await database.readClock());
  const sealing = createSealing(shelf, () => {});
  return { sealing, ...createHeldKeys({ kind: database.kind, shelf, sealing, onStaleKey: () => {} }) };
}
