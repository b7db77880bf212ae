import { foldUsername, type Person } from "@tacet/protocol";
import type { People } from "../people/connect-people.ts";
import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export interface FindingState {
  readonly activity: "none" | "finding";
  readonly found?: Person;
  readonly problem?: PageProblem;
}

/** Looking for one person. Neither method rejects: what went wrong is in the state. */
export interface PeopleFinding {
  readonly state: Observable<FindingState>;
  /** `text`: a username, the whole address of somebody here, or a telephone number. */
  find(way: "username" | "phone", text: string): Promise<void>;
  /** Nobody is looked for any more. */
  forget(): void;
}

export interface FindingPorts {
  readonly session: Pick<OwnSession, "act">;
  readonly people: Pick<People, "findByUsername" | "findByPhone">;
  /** What stands behind the @ of addresses here. */
  readonly serverName: string;
}

export function createPeopleFinding({ session, people, serverName }: FindingPorts): PeopleFinding {
  const state = createCell<FindingState>({ activity: "none" });

  async function look(call: () => Promise<Person>): Promise<void> {
    state.set({ activity: "finding" });
    try {
      state.set({ activity: "none", found: await session.act(call) });
    } catch (error) {
      state.set({ activity: "none", problem: problemOf(error) });
    }
  }

  return {
    state,
    forget: () => state.set({ activity: "none" }),
    find: async (way, text) => {
      if (state.get().activity !== "none") return;
      if (way === "phone") return look(() => people.findByPhone(text.trim()));
      const name = nameIn(text, serverName);
      const username = foldUsername(name);
      if (username !== undefined) return look(() => people.findByUsername(username));
      // No look-up of the day is spent on what can be nobody's name here.
      const code = name.includes("@") ? "person_not_found" : "username_malformed";
      state.set({ activity: "none", problem: { code, retryAfterMs: undefined } });
    },
  };
}

/** What somebody types of a name here: it, or the whole address. */
function nameIn(text: string, serverName: string): string {
  const typed = text.trim();
  const ending = `@${serverName}`;
  return typed.toLowerCase().endsWith(ending) ? typed.slice(0, -ending.length) : typed;
}
