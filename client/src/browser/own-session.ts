import { equalBytes, ProtocolError, type OwnAccount } from "@tacet/protocol";
import type { Account } from "../accounts/connect-account.ts";
import { createCell, type Observable } from "../observable.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";
import { createProofRequests, type ProofRequest } from "./proof-requests.ts";
import { repeatWhileVisible } from "./repeat-while-visible.ts";
import type { SessionNews } from "./session-news.ts";

export type SessionState =
  | { readonly kind: "asking" }
  /** Nobody can say just now whether somebody is signed in. */
  | { readonly kind: "unknown"; readonly problem: PageProblem }
  | SignedOutState
  | SignedInState;

export interface SignedOutState {
  readonly kind: "signed_out";
  /** `ended`: by another device or tab, by time, or by the operator. */
  readonly why: "never_in" | "ended" | "left" | "deleted";
}

export interface SignedInState {
  readonly kind: "signed_in";
  readonly account: OwnAccount;
  readonly activity: "none" | "leaving";
  /** Why signing out did not work. */
  readonly problem?: PageProblem;
}

/** What a page knows of the session that the browser's cookie carries. Once it is over, nothing of the account is left in here. */
export interface OwnSession {
  readonly state: Observable<SessionState>;
  /** What has to be proven again before the page's last wish is carried out. */
  readonly proofRequest: Observable<ProofRequest | undefined>;
  /** Asks whether somebody is signed in. Never rejects. */
  readonly look: () => Promise<void>;
  /** Never rejects. */
  readonly signOut: () => Promise<void>;
  /** To be called with an account that the server has just described. */
  readonly enter: (account: OwnAccount) => void;
  /** To be called once the account is deleted. */
  readonly endDeleted: () => void;
  /** Looks by itself while the page is looked at, and when another tab signs in or out. Answers the way to stop. */
  readonly follow: () => () => void;
  /**
   * Makes a call, and makes it once more when its maker had to prove again who they are. Rejects as the call does; when the session is
   * over, the state says so by then.
   */
  readonly act: <T>(call: (account: Account) => Promise<T>) => Promise<T>;
}

/** As often as a session's end may take to be noticed (RULES.md V3). */
const FOLLOW_MS = 15_000;

export function createOwnSession(account: Account, news: SessionNews): OwnSession {
  const state = createCell<SessionState>({ kind: "asking" });
  const requests = createProofRequests(account);

  function enter(known: OwnAccount): void {
    state.set({ kind: "signed_in", account: known, activity: "none" });
  }

  function end(why: SignedOutState["why"]): void {
    requests.drop();
    state.set({ kind: "signed_out", why });
  }

  const noticeEnd = (error: unknown): void => {
    if (isOver(error)) end(state.get().kind === "signed_in" ? "ended" : "never_in");
  };

  /** Says nothing while it asks, and nothing when the line is down. */
  async function check(): Promise<void> {
    const before = state.get();
    if (before.kind !== "signed_in" && before.kind !== "signed_out") return;
    const known = await account.readAccount().catch((error: unknown) => {
      if (before.kind === "signed_in" && state.get() === before) noticeEnd(error);
      return undefined;
    });
    // A form that is being filled in keeps what is in it, unless it is another person's now.
    if (known && state.get() === before && !isSame(before, known)) enter(known);
  }

  /** Whoever is about to sign in need not be looked for. */
  async function checkIfStillIn(): Promise<void> {
    if (state.get().kind === "signed_in") await check();
  }

  return {
    state,
    proofRequest: requests.current,
    enter: (known) => {
      enter(known);
      news.tell();
    },
    look: async () => {
      state.set({ kind: "asking" });
      try {
        enter(await account.readAccount());
      } catch (error) {
        if (isOver(error)) end("never_in");
        else state.set({ kind: "unknown", problem: problemOf(error) });
      }
    },
    signOut: async () => {
      const before = state.get();
      if (before.kind !== "signed_in" || before.activity !== "none") return;
      state.set({ kind: "signed_in", account: before.account, activity: "leaving" });
      try {
        await account.signOut();
      } catch (error) {
        if (!isOver(error)) return state.set({ ...before, problem: problemOf(error) });
      }
      end("left");
      news.tell();
    },
    endDeleted: () => {
      end("deleted");
      news.tell();
    },
    follow: () => {
      const stops = [repeatWhileVisible(FOLLOW_MS, checkIfStillIn), news.hear(() => void check())];
      return () => stops.forEach((stop) => stop());
    },
    act: async (call) => {
      try {
        return await call(account);
      } catch (error) {
        noticeEnd(error);
        if (!(error instanceof ProtocolError) || error.code !== "fresh_proof_needed") throw error;
        if ((await requests.ask()) === "refused") throw error;
      }
      return call(account).catch((error: unknown) => {
        noticeEnd(error);
        throw error;
      });
    },
  };
}

const isOver = (error: unknown): boolean => error instanceof ProtocolError && error.code === "unauthenticated";

const isSame = (state: SessionState, { id }: OwnAccount): boolean =>
  state.kind === "signed_in" && equalBytes(state.account.id, id);
