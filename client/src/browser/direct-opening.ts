import { Address, addressOf, foldUsername, ProtocolError, splitAddress } from "@tacet/protocol";
import type { ConversationName, Messenger } from "../messenger/messenger.ts";
import { createCell, type Observable } from "../observable.ts";
import type { People } from "../people/connect-people.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export type DirectOpeningState =
  | { readonly kind: "asking_whom"; readonly problem?: PageProblem }
  | { readonly kind: "opening" }
  /** They have to be asked for leave first. */
  | { readonly kind: "request_needed"; readonly address: Address; readonly problem?: PageProblem }
  | { readonly kind: "requesting"; readonly address: Address }
  | { readonly kind: "requested"; readonly address: Address }
  | { readonly kind: "open"; readonly name: ConversationName };

/** The way to a conversation with somebody, which may lead by a request. No method rejects: what went wrong is in the state. */
export interface DirectOpening {
  readonly state: Observable<DirectOpeningState>;
  /** `text`: a username of this server, or a whole address. */
  open(text: string): Promise<void>;
  /** Asks for leave to write, with a few words. */
  request(words: string): Promise<void>;
}

export interface DirectOpeningPorts {
  readonly session: Pick<OwnSession, "act">;
  readonly people: Pick<People, "ask">;
  readonly messenger: Pick<Messenger, "own" | "openDirect">;
}

export function createDirectOpening({ session, people, messenger }: DirectOpeningPorts): DirectOpening {
  const state = createCell<DirectOpeningState>({ kind: "asking_whom" });

  async function enter(address: Address): Promise<void> {
    state.set({ kind: "opening" });
    try {
      const name = await session.act(() => messenger.openDirect(address));
      state.set({ kind: "open", name });
    } catch (error) {
      const isRequestNeeded = error instanceof ProtocolError && error.code === "request_needed";
      state.set(
        isRequestNeeded ? { kind: "request_needed", address } : { kind: "asking_whom", problem: problemOf(error) },
      );
    }
  }

  return {
    state,
    open: async (text) => {
      if (state.get().kind !== "asking_whom") return;
      const address = addressIn(text, splitAddress(messenger.own).serverName);
      if (address !== undefined) return enter(address);
      state.set({ kind: "asking_whom", problem: { code: "username_malformed", retryAfterMs: undefined } });
    },
    request: async (words) => {
      const before = state.get();
      if (before.kind !== "request_needed") return;
      const { address } = before;
      state.set({ kind: "requesting", address });
      try {
        const answer = await session.act(() => people.ask(splitAddress(address).username, words));
        if (answer.state === "waiting") return state.set({ kind: "requested", address });
      } catch (error) {
        return state.set({ kind: "request_needed", address, problem: problemOf(error) });
      }
      await enter(address);
    },
  };
}

/** What somebody types of another: the whole address, or the name alone of somebody here. Undefined for what can be nobody's. */
function addressIn(text: string, serverName: string): Address | undefined {
  const typed = text.trim();
  const username = typed.includes("@") ? undefined : foldUsername(typed);
  const parsed = Address.safeParse(username === undefined ? typed : addressOf(username, serverName));
  return parsed.success ? parsed.data : undefined;
}
