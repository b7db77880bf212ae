import { openProfile } from "../features/accounts/account-view.ts";
import { parsePhone } from "../features/accounts/phones/phone-number.ts";
import type { PeopleDeps } from "../features/people/people-deps.ts";
import { createPeople, type People } from "../features/people/people.ts";
import { createPeopleStore } from "../features/people/people.store.ts";
import type { Parts } from "./parts.ts";
import { createTellOperator } from "./tell-operator.ts";

/** What other features bring to people. */
type BroughtToPeople = Pick<PeopleDeps, "countToday" | "record">;

export function assemblePeople(parts: Parts, brought: BroughtToPeople): People {
  const { database, sealing, clock } = parts.storage;
  const tellOperator = createTellOperator(parts);
  return createPeople({
    database,
    store: createPeopleStore(database),
    sealing,
    now: () => clock.now(),
    serverName: parts.config.name,
    openProfile: (person) => openProfile({ sealing }, person),
    phoneHashes: (text) => {
      const phone = parsePhone(text);
      return phone ? sealing.lookup("phone", phone.e164) : [];
    },
    ...brought,
    tellOperator: ({ kind }) => tellOperator(kind),
    onDestroyed: () => database.eraseTracesSoon(),
  });
}
