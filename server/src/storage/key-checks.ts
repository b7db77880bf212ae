import type { Kysely } from "kysely";
import { checkValue, isCheckOf, type KeyRing } from "./key-ring.ts";
import { OperatorError } from "./operator-error.ts";
import type { Schema } from "./schema.ts";

/** Whether this database was ever served: then its key exists already, and none is made in its place. */
export async function hasKeyChecks(tx: Kysely<Schema>): Promise<boolean> {
  return (await tx.selectFrom("master_key_checks").select("kid").limit(1).executeTakeFirst()) !== undefined;
}

/** Under the start lock: refuses a ring that does not fit this database, and remembers new names. Throws OperatorError. */
export async function verifyKeyRing(tx: Kysely<Schema>, ring: KeyRing): Promise<void> {
  await refuseOtherRing(tx, ring);
  await rememberKeys(tx, ring);
}

/**
 * Every key of the ring is the one that this database knows by that name, and no data key needs a key that is not there (RULES.md S7).
 * Changes nothing. Throws OperatorError.
 */
export async function refuseOtherRing(db: Kysely<Schema>, ring: KeyRing): Promise<void> {
  const stored = await db.selectFrom("master_key_checks").selectAll().execute();
  for (const master of ring.all) {
    const known = stored.find(({ kid }) => kid === master.kid);
    if (known && !isCheckOf(master, known.check_value)) {
      throw new OperatorError(
        `The master key "${master.kid}" is not the one this database was made with; give the right one.`,
      );
    }
  }
  const wrapping = await db.selectFrom("data_keys").select("kid").distinct().execute();
  const absent = wrapping.find(({ kid }) => !ring.all.some((master) => master.kid === kid));
  if (absent) {
    throw new OperatorError(
      `The master key "${absent.kid}" of this database is not among those given; add it again, or nothing it sealed can be opened.`,
    );
  }
}

export async function rememberKeys(tx: Kysely<Schema>, ring: KeyRing): Promise<void> {
  const checks = ring.all.map((master) => ({ kid: master.kid, check_value: checkValue(master) }));
  await tx
    .insertInto("master_key_checks")
    .values(checks)
    .onConflict((conflict) => conflict.column("kid").doNothing())
    .execute();
}
