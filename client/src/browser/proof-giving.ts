import type { CodeSent, Proofs } from "@tacet/protocol";
import type * as z from "zod/mini";
import { createCell, type Observable } from "./observable.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";
import { findUnusableSecret, inOneForm } from "./unusable-entry.ts";

export type ProofState =
  | (Waiting & { readonly kind: "proofs_asked" })
  /** The secrets were right, and a phone was sent six digits. */
  | (Waiting & { readonly kind: "code_asked"; readonly expiresAt: number })
  | { readonly kind: "checking"; readonly step: "proofs" | "code" }
  | { readonly kind: "done" };

interface Waiting {
  /** A try is refused before this time, by this device's clock in milliseconds since the Unix epoch. */
  readonly openAt: number;
  /** Why the last try did not work. */
  readonly problem?: PageProblem;
}

/** Proving who one is, in one step or in two. None of its methods rejects: what went wrong is in the state. */
export interface ProofGiving {
  readonly state: Observable<ProofState>;
  readonly give: (proofs: Proofs) => Promise<void>;
  /** The six digits, once they are asked for. */
  readonly giveCode: (code: string) => Promise<void>;
  /** Back to the first step, for a new code. */
  readonly startAgain: () => void;
}

type SentCode = z.output<typeof CodeSent>;

export interface ProofPorts<Reply> {
  readonly send: (proofs: Proofs) => Promise<Reply | SentCode>;
  readonly onDone: (reply: Reply) => void;
  readonly now?: () => number;
}

interface Held {
  readonly proofs: Proofs;
  readonly code: SentCode;
}

export function createProofGiving<Reply extends { readonly state: string }>(ports: ProofPorts<Reply>): ProofGiving {
  const { send, onDone, now = Date.now } = ports;
  const state = createCell<ProofState>({ kind: "proofs_asked", openAt: 0 });
  /** What was right so far; it is sent once more beside the code, and then forgotten. */
  let held: Held | undefined;

  const isCode = (reply: Reply | SentCode): reply is SentCode => reply.state === "code_sent";

  function ask(problem?: PageProblem): void {
    const waiting = { openAt: now() + (problem?.retryAfterMs ?? 0), ...(problem && { problem }) };
    state.set(
      held ? { kind: "code_asked", expiresAt: held.code.expiresAt, ...waiting } : { kind: "proofs_asked", ...waiting },
    );
  }

  async function attempt(proofs: Proofs, step: "proofs" | "code"): Promise<void> {
    state.set({ kind: "checking", step });
    try {
      const reply = await send(proofs);
      held = isCode(reply) ? { proofs, code: reply } : undefined;
      if (isCode(reply)) return ask();
      state.set({ kind: "done" });
      onDone(reply);
    } catch (error) {
      ask(problemOf(error));
    }
  }

  return {
    state,
    give: async (proofs) => {
      if (state.get().kind !== "proofs_asked") return;
      const sent = inOneForm(proofs);
      const unusable = findUnusableSecret(sent);
      if (unusable) return ask({ code: unusable, retryAfterMs: undefined });
      await attempt(sent, "proofs");
    },
    giveCode: async (code) => {
      if (state.get().kind !== "code_asked" || !held) return;
      const {
        proofs,
        code: { request },
      } = held;
      await attempt({ ...proofs, phoneCode: { request, code } }, "code");
    },
    startAgain: () => {
      if (state.get().kind !== "code_asked") return;
      held = undefined;
      ask();
    },
  };
}
