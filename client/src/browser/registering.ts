import type { ContactLanguage, IssuedPhoneCode, Proofs, SignInNeeds } from "@tacet/protocol";
import type { Account } from "../accounts/connect-account.ts";
import { createCodeAsking, type CodeAsking } from "./code-asking.ts";
import { parseInvite, whyClosed, type ClosedBecause } from "./invite-link.ts";
import { createCell, type Observable } from "../observable.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";
import { findUnusableSecret, findUnusableUsername, inOneForm } from "./unusable-entry.ts";

export type RegisteringState =
  | { readonly kind: "asking" }
  | { readonly kind: "unknown"; readonly problem: PageProblem }
  | { readonly kind: "closed"; readonly why: ClosedBecause }
  | OpenRegistration
  | { readonly kind: "registered" };

export interface OpenRegistration {
  readonly kind: "open";
  /** What stands behind the @ of the new address. */
  readonly serverName: string;
  /** Whether it sends codes to phones. */
  readonly phone: boolean;
  readonly activity: "none" | "sending" | "registering";
  /** Awaited before the account is made; what went wrong with it is in its own state. */
  readonly code?: CodeAsking;
  /** Trying again is refused before this time, by this device's clock in milliseconds since the Unix epoch. */
  readonly openAt: number;
  readonly problem?: PageProblem;
}

export interface AccountDraft {
  readonly username: string;
  readonly signInNeeds: SignInNeeds;
  readonly proofs: Proofs;
  /** Where a sign-in is to need one. */
  readonly phone?: string;
  readonly language: ContactLanguage;
}

/** Making an account by a page. None of its methods rejects: what went wrong is in the state. */
export interface Registering {
  readonly state: Observable<RegisteringState>;
  /** Asks whether this server takes new accounts. */
  readonly look: () => Promise<void>;
  /** With a phone in the draft, a code is sent there first. */
  readonly register: (draft: AccountDraft) => Promise<void>;
  /** From the code back to the draft. */
  readonly startAgain: () => void;
}

export interface RegisteringPorts {
  readonly account: Pick<Account, "describeServer" | "register" | "requestPhoneCode">;
  /** What stands behind the # of the page's address: an invite, or nothing. */
  readonly fragment: string;
  /** What the list of devices is to call this browser. */
  readonly label: string;
  /** From now on the browser is signed in, and an invite is used up: the place to take it out of the address bar. */
  readonly onRegistered: () => void;
  readonly now?: () => number;
}

export function createRegistering(ports: RegisteringPorts): Registering {
  const { account, fragment, label, onRegistered, now = Date.now } = ports;
  const state = createCell<RegisteringState>({ kind: "asking" });
  const invite = parseInvite(fragment);
  /** Good for this phone, whatever else of the draft is changed meanwhile. */
  let sent: { readonly phone: string; readonly issued: IssuedPhoneCode } | undefined;

  function change(changes: Pick<OpenRegistration, "activity"> & Partial<OpenRegistration>): void {
    const before = state.get();
    if (before.kind !== "open") return;
    const { serverName, phone } = before;
    state.set({ kind: "open", serverName, phone, openAt: 0, ...changes });
  }

  const askAgain = (problem: PageProblem): void =>
    change({ activity: "none", openAt: now() + (problem.retryAfterMs ?? 0), problem });

  async function look(): Promise<void> {
    state.set({ kind: "asking" });
    try {
      const { name, registration, phone } = await account.describeServer();
      const why = whyClosed(registration, { invite, fragment });
      if (why) state.set({ kind: "closed", why });
      else state.set({ kind: "open", serverName: name, phone, activity: "none", openAt: 0 });
    } catch (error) {
      state.set({ kind: "unknown", problem: problemOf(error) });
    }
  }

  async function make(draft: AccountDraft): Promise<void> {
    await account.register({ ...draft, ...(invite && { invite }), session: { carrier: "cookie", label } });
    state.set({ kind: "registered" });
    onRegistered();
  }

  async function askCode(draft: AccountDraft, phone: string): Promise<CodeAsking> {
    const send = async () => {
      const issued = await account.requestPhoneCode({ phone, purpose: "register", language: draft.language });
      sent = { phone, issued };
      return issued;
    };
    return createCodeAsking({
      first: sent?.phone === phone ? sent.issued : await send(),
      send,
      now,
      use: async (phoneCode) => {
        await make({ ...draft, proofs: { ...draft.proofs, phoneCode } }).catch((error: unknown) => {
          const problem = problemOf(error);
          if (ofCode.includes(problem.code)) throw error;
          // The same code may be typed once more when the draft is another.
          askAgain(problem);
        });
      },
    });
  }

  async function proceed(draft: AccountDraft): Promise<void> {
    if (draft.phone === undefined) {
      change({ activity: "registering" });
      return make(draft);
    }
    change({ activity: "sending" });
    change({ activity: "none", code: await askCode(draft, draft.phone) });
  }

  return {
    state,
    look,
    register: async ({ username, proofs, phone, ...choices }) => {
      const before = state.get();
      if (before.kind !== "open" || before.activity !== "none" || before.code) return;
      const draft = {
        ...choices,
        username: username.trim(),
        proofs: inOneForm(proofs),
        ...(phone !== undefined && { phone: phone.trim() }),
      };
      const unusable = findUnusableUsername(draft.username) ?? findUnusableSecret(draft.proofs);
      if (unusable) return askAgain({ code: unusable, retryAfterMs: undefined });
      await proceed(draft).catch((error: unknown) => askAgain(problemOf(error)));
    },
    startAgain: () => {
      const before = state.get();
      if (before.kind === "open" && before.code?.state.get().activity === "none") change({ activity: "none" });
    },
  };
}

/** What another code, or another try, can help against. */
const ofCode: readonly PageProblem["code"][] = [
  "request_timeout",
  "sign_in_refused",
  "too_many_requests",
  "unavailable",
];
