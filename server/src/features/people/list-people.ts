import { ENTRIES_PER_PAGE, type ListBlocked, type ReplyOf } from "@tacet/protocol";
import type { Session } from "../../http/authenticate.ts";
import type { StoredListing } from "./acquaintances.store.ts";
import type { PeopleDeps } from "./people-deps.ts";

type NamedPeople = ReplyOf<typeof ListBlocked>;

/** One's own lists, by name. */
export const createListPeople = ({ store, database }: PeopleDeps) => ({
  acquaintances: async (session: Session, after: string | undefined): Promise<NamedPeople> =>
    pageOf(await store.acquaintances(database.read, pageFor(session, after))),
  blocked: async (session: Session, after: string | undefined): Promise<NamedPeople> =>
    pageOf(await store.blocked(database.read, pageFor(session, after))),
});

/** One more than is shown: whether there is a next page. */
const pageFor = ({ accountId: ownerId }: Session, after = "") => ({ ownerId, after, limit: ENTRIES_PER_PAGE + 1 });

function pageOf(stored: readonly StoredListing[]): NamedPeople {
  const people = stored.slice(0, ENTRIES_PER_PAGE);
  const last = people.at(-1);
  return { people, ...(last && stored.length > people.length && { next: last.username }) };
}
