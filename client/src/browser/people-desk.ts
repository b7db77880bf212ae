import type { ListedPerson, ReceivedRequest, SentRequest } from "@tacet/protocol";
import type { People } from "../people/connect-people.ts";
import type { OwnSession } from "./own-session.ts";
import { createPeopleDeeds, type PeopleDeeds } from "./people-deeds.ts";
import { createPeopleFinding, type PeopleFinding } from "./people-finding.ts";
import { createPeopleList, type PeopleList } from "./people-list.ts";
import { createPersonReporting, type PersonReporting } from "./person-reporting.ts";

/** All that one person has to do with others here, for as long as this person is signed in. */
export interface PeopleDesk {
  readonly finding: PeopleFinding;
  /** About whoever was found. */
  readonly foundDeeds: PeopleDeeds;
  /** About whoever stands in a list. */
  readonly listDeeds: PeopleDeeds;
  readonly requests: PeopleList<ReceivedRequest>;
  readonly sent: PeopleList<SentRequest>;
  readonly acquaintances: PeopleList<ListedPerson>;
  readonly blocked: PeopleList<ListedPerson>;
  readonly startReporting: () => PersonReporting;
}

export interface DeskPorts {
  readonly session: Pick<OwnSession, "act">;
  readonly people: People;
  readonly serverName: string;
}

export function createPeopleDesk({ session, people, serverName }: DeskPorts): PeopleDesk {
  const finding = createPeopleFinding({ session, people, serverName });
  const lists = listsOf(session, people);
  const all = Object.values(lists);
  return {
    finding,
    ...lists,
    foundDeeds: createPeopleDeeds({
      session,
      people,
      onDone: ({ deed }) => {
        if (deed === "block") finding.forget();
        for (const list of all) if (list.state.get().kind === "known") void list.look();
      },
    }),
    listDeeds: createPeopleDeeds({
      session,
      people,
      onDone: ({ username }) => all.forEach((list) => list.drop(username)),
    }),
    startReporting: () => createPersonReporting({ session, people }),
  };
}

function listsOf(session: Pick<OwnSession, "act">, people: People) {
  const byName = (list: (typeof people)["listBlocked"]): PeopleList<ListedPerson> =>
    createPeopleList({
      session,
      nameOf: ({ username }) => username,
      readPage: async (after?: string) => {
        const { people: entries, next } = await list(after === undefined ? {} : { after });
        return { entries, next };
      },
    });
  return {
    requests: createPeopleList({
      session,
      nameOf: ({ person }: ReceivedRequest) => person.username,
      readPage: async (after?: Uint8Array<ArrayBuffer>) => {
        const { requests, next } = await people.listRequests(after ? { after } : {});
        return { entries: requests, next };
      },
    }),
    sent: createPeopleList({
      session,
      nameOf: ({ username }: SentRequest) => username,
      readPage: async () => ({ entries: (await people.listSent()).requests }),
    }),
    acquaintances: byName(people.listAcquaintances),
    blocked: byName(people.listBlocked),
  };
}
