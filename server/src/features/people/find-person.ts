import { equalBytes, ProtocolError, type Person } from "@tacet/protocol";
import type { Session } from "../../http/authenticate.ts";
import { chargeDaily } from "./daily-limit.ts";
import type { PeopleDeps } from "./people-deps.ts";
import type { WayToFind } from "./people-rows.store.ts";
import { viewOf } from "./person-view.ts";

/** Nobody has it: what is no phone number is looked for all the same. */
const noHash = new Uint8Array(32);

/**
 * Finding people. Nobody of that name, an account that does not allow it, one that has blocked the asker, one that is disabled or deleted,
 * and oneself: all of them have one answer, after the same statements, each of which answers in one shape (RULES.md A8).
 */
export const createFindPerson = (deps: PeopleDeps) => ({
  byUsername: async ({ accountId }: Session, username: string): Promise<Person> => {
    await chargeDaily(deps, "find", accountId);
    const id = await deps.store.idByUsername(deps.database.read, username);
    return show(deps, accountId, { id, way: "find_by_username" });
  },

  byPhone: async ({ accountId }: Session, phone: string): Promise<Person> => {
    await chargeDaily(deps, "find", accountId);
    const hashes = deps.phoneHashes(phone);
    const id = await deps.store.idByPhone(deps.database.read, hashes.length === 0 ? [noHash] : hashes);
    return show(deps, accountId, { id, way: "find_by_phone" });
  },
});

interface Sought {
  readonly id: Uint8Array;
  readonly way: WayToFind;
}

async function show(deps: PeopleDeps, seekerId: Uint8Array, { id, way }: Sought): Promise<Person> {
  const { store, database } = deps;
  const relation = await store.relation(database.read, seekerId, id);
  const openness = await store.openness(database.read, id, way);
  const isOpen = openness.everybody || (openness.acquaintances && relation.wasWrittenTo);
  const isFound = isOpen && !relation.isBlocked && !equalBytes(id, seekerId);
  const person = isFound ? await store.person(database.read, id) : undefined;
  if (!person) throw new ProtocolError("person_not_found");
  return viewOf(deps, person, relation);
}
