import type { CodeSent, Proofs } from "@tacet/protocol";
import type * as z from "zod/mini";
import { ClientError } from "../client-error.ts";
import { createCodeAsking, type CodeAsking } from "./code-asking.ts";
import { createCell, type Observable } from "../observable.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";
import { findUnusableSecret, inOneForm } from "./unusable-entry.ts";

export type ProofState =
  | {
      readonly kind: "proofs_asked";
      /** A try is refused before this time, by this device's clock in milliseconds since the Unix epoch. */
      readonly openAt: number;
      /** Why the last try did not work. */
      readonly problem?: PageProblem;
    }
  | { readonly kind: "checking" }
  /** Nothing was wrong so far, and a phone was sent six digits. */
  | { readonly kind: "code_asked"; readonly code: CodeAsking }
  | { readonly kind: "done" };

/** Proving who one is, in one step or in two. None of its methods rejects: what went wrong is in the state. */
export interface ProofGiving {
  readonly state: Observable<ProofState>;
  readonly give: (proofs: Proofs) => Promise<void>;
  /** Back to the first step. */
  readonly startAgain: () => void;
}

export type SentCode = z.output<typeof CodeSent>;

export interface ProofPorts<Reply> {
  readonly send: (proofs: Proofs) => Promise<Reply | SentCode>;
  readonly onDone: (reply: Reply) => void;
  readonly now?: () => number;
}

export function createProofGiving<Reply extends { readonly state: string }>(ports: ProofPorts<Reply>): ProofGiving {
  const { send, onDone, now = Date.now } = ports;
  const state = createCell<ProofState>({ kind: "proofs_asked", openAt: 0 });
  const isCode = (reply: Reply | SentCode): reply is SentCode => reply.state === "code_sent";

  function ask(problem?: PageProblem): void {
    state.set({ kind: "proofs_asked", openAt: now() + (problem?.retryAfterMs ?? 0), ...(problem && { problem }) });
  }

  function finish(reply: Reply): void {
    state.set({ kind: "done" });
    onDone(reply);
  }

  /** What was right so far is sent once more, for another code and beside the code. */
  function askCode(proofs: Proofs, first: SentCode): void {
    const code = createCodeAsking({
      first,
      now,
      send: async () => {
        const reply = await send(proofs);
        if (isCode(reply)) return reply;
        throw new ClientError("unexpected_reply");
      },
      use: async (phoneCode) => {
        const reply = await send({ ...proofs, phoneCode });
        if (isCode(reply)) throw new ClientError("unexpected_reply");
        finish(reply);
      },
    });
    state.set({ kind: "code_asked", code });
  }

  return {
    state,
    give: async (proofs) => {
      if (state.get().kind !== "proofs_asked") return;
      const sent = inOneForm(proofs);
      const unusable = findUnusableSecret(sent);
      if (unusable) return ask({ code: unusable, retryAfterMs: undefined });
      state.set({ kind: "checking" });
      try {
        const reply = await send(sent);
        if (isCode(reply)) askCode(sent, reply);
        else finish(reply);
      } catch (error) {
        ask(problemOf(error));
      }
    },
    startAgain: () => {
      const before = state.get();
      if (before.kind === "code_asked" && before.code.state.get().activity === "none") ask();
    },
  };
}
