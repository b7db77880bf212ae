import { openProfile } from "../features/accounts/account-view.ts";
import type { Guesses } from "../features/accounts/guessing/guesses.ts";
import { createPeople, type People } from "../features/people/people.ts";
import { createPeopleStore } from "../features/people/people.store.ts";
import type { Parts } from "./parts.ts";

export function assemblePeople({ config, storage, logger }: Parts, countToday: Guesses["countToday"]): People {
  const { database, sealing, clock } = storage;
  return createPeople({
    database,
    store: createPeopleStore(database),
    sealing,
    now: () => clock.now(),
    serverName: config.name,
    openProfile: (person) => openProfile({ sealing }, person),
    phoneHashes: (e164) => sealing.lookup("phone", e164),
    countToday,
    tellOperator: ({ kind, category }) =>
      logger.warn({ msg: "people have told the operator something", kind, category }),
    onDestroyed: () => database.eraseTracesSoon(),
  });
}
