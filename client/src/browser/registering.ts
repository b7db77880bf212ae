import { parseBase64url, type Bytes, type ContactLanguage, type Proofs, type SignInNeeds } from "@tacet/protocol";
import type { Account } from "../accounts/connect-account.ts";
import { createCell, type Observable } from "./observable.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";
import { findUnusableSecret, findUnusableUsername, inOneForm } from "./unusable-entry.ts";

export type RegisteringState =
  | { readonly kind: "asking" }
  | { readonly kind: "unknown"; readonly problem: PageProblem }
  /** `invite_damaged`: there is something behind the #, and it is no invite. */
  | { readonly kind: "closed"; readonly why: "off" | "invite_needed" | "invite_damaged" }
  | OpenRegistration
  | { readonly kind: "registered" };

export interface OpenRegistration {
  readonly kind: "open";
  /** What stands behind the @ of the new address. */
  readonly serverName: string;
  readonly activity: "none" | "registering";
  /** Trying again is refused before this time, by this device's clock in milliseconds since the Unix epoch. */
  readonly openAt: number;
  readonly problem?: PageProblem;
}

export interface AccountDraft {
  readonly username: string;
  readonly signInNeeds: SignInNeeds;
  readonly proofs: Proofs;
  readonly language: ContactLanguage;
}

/** Making an account by a page. None of its methods rejects: what went wrong is in the state. */
export interface Registering {
  readonly state: Observable<RegisteringState>;
  /** Asks whether this server takes new accounts. */
  look(): Promise<void>;
  register(draft: AccountDraft): Promise<void>;
}

export interface RegisteringPorts {
  readonly account: Pick<Account, "describeServer" | "register">;
  /** What stands behind the # of the page's address: an invite, or nothing. */
  readonly fragment: string;
  /** What the list of devices is to call this browser. */
  readonly label: string;
  /** From now on the browser is signed in, and an invite is used up: the place to take it out of the address bar. */
  readonly onRegistered: () => void;
  readonly now?: () => number;
}

const INVITE_BYTES = 32;

export function createRegistering(ports: RegisteringPorts): Registering {
  const { account, fragment, label, onRegistered, now = Date.now } = ports;
  const state = createCell<RegisteringState>({ kind: "asking" });
  const invite = parseInvite(fragment);

  const ask = (serverName: string, problem?: PageProblem): void => {
    const openAt = now() + (problem?.retryAfterMs ?? 0);
    state.set({ kind: "open", serverName, activity: "none", openAt, ...(problem && { problem }) });
  };

  async function look(): Promise<void> {
    state.set({ kind: "asking" });
    try {
      const { name, registration } = await account.describeServer();
      const why = whyClosed(registration, { invite, fragment });
      if (why) state.set({ kind: "closed", why });
      else ask(name);
    } catch (error) {
      state.set({ kind: "unknown", problem: problemOf(error) });
    }
  }

  return {
    state,
    look,
    register: async ({ username, proofs, ...choices }) => {
      const before = state.get();
      if (before.kind !== "open" || before.activity !== "none") return;
      const draft = { username: username.trim(), proofs: inOneForm(proofs), ...choices };
      const unusable = findUnusableUsername(draft.username) ?? findUnusableSecret(draft.proofs);
      if (unusable) return ask(before.serverName, { code: unusable, retryAfterMs: undefined });
      const { problem: _, ...asked } = before;
      state.set({ ...asked, activity: "registering" });
      try {
        await account.register({ ...draft, ...(invite && { invite }), session: { carrier: "cookie", label } });
      } catch (error) {
        return ask(before.serverName, problemOf(error));
      }
      state.set({ kind: "registered" });
      onRegistered();
    },
  };
}

function parseInvite(fragment: string): Bytes | undefined {
  const bytes = parseBase64url(fragment);
  return bytes?.length === INVITE_BYTES ? bytes : undefined;
}

interface Shown {
  readonly invite: Bytes | undefined;
  readonly fragment: string;
}

function whyClosed(registration: "open" | "invite" | "off", { invite, fragment }: Shown) {
  // Operators invite to servers that take nobody else.
  if (registration === "open" || invite) return undefined;
  if (registration === "off" && fragment === "") return "off";
  return fragment === "" ? "invite_needed" : "invite_damaged";
}
