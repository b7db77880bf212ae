import { LINK_LIFE_MS, ProtocolError } from "@tacet/protocol";
import type { Account } from "../accounts/connect-account.ts";
import { parseLinkToken } from "./fragment-token.ts";
import { createCell } from "../observable.ts";
import { problemOf } from "./page-problem.ts";
import type { Answering, Recovering, RecoveringState } from "./recovering-state.ts";
import type { RecoveryKeeping } from "./recovery-keeping.ts";
import { createRecoveryProving, type ProvenRecovery } from "./recovery-proving.ts";
import { AllAnswers, nextQuestion, takeBack, type RecoveryAnswers } from "./recovery-questions.ts";
import { findUnusableSecret, inOneForm } from "./unusable-entry.ts";

export interface RecoveringPorts {
  readonly account: Pick<
    Account,
    "describeServer" | "startRecovery" | "requestPhoneCode" | "proveRecovery" | "completeRecovery"
  >;
  readonly keeping: RecoveryKeeping;
  /** What stands behind the # of the address. */
  readonly fragment: string;
  readonly now?: () => number;
}

export function createRecovering({ account, keeping, fragment, now = Date.now }: RecoveringPorts): Recovering {
  const emailToken = parseLinkToken(fragment);
  const link = emailToken ? "whole" : fragment === "" ? "none" : "damaged";
  const state = createCell<RecoveringState>({ kind: "asking" });

  async function begin(answers: RecoveryAnswers): Promise<void> {
    state.set({ kind: "asking" });
    try {
      goOn({ answers, offer: await account.describeServer(), link });
    } catch (error) {
      state.set({ kind: "unknown", problem: problemOf(error) });
    }
  }

  function goOn(answering: Answering): void {
    const { data: all } = AllAnswers.safeParse(answering.answers);
    if (!all) return state.set({ ...answering, kind: "question", question: nextQuestion(answering.answers) });
    if (all.inPlace.includes("email") && !emailToken) {
      return state.set({ ...answering, kind: "mail", activity: "none", mailed: 0 });
    }
    const onProven = (reply: ProvenRecovery): void => grant(all, reply);
    const proving = createRecoveryProving({ account, answers: all, emailToken, onProven });
    state.set({ ...answering, kind: "proving", answers: all, proving });
  }

  function grant(answers: AllAnswers, reply: ProvenRecovery): void {
    const { ticket, until } = reply;
    const way = { ticket, until, answers, ...(reply.state === "waiting" && { readyAt: reply.readyAt }) };
    keeping.forget("answers");
    state.set({ kind: "granted", way, keeping: keeping.keepGranted(way), activity: "none" });
  }

  return {
    state,
    look: async () => {
      const way = keeping.granted();
      // Whoever has opened a link has more to prove with than when this began.
      if (way && link === "none") return state.set({ kind: "granted", way, keeping: "kept", activity: "none" });
      await begin((emailToken && keeping.answers()) ?? {});
    },
    answer: (given) => {
      const before = state.get();
      if (before.kind !== "question") return;
      const inPlace = given.inPlace && emailToken ? [...given.inPlace, "email" as const] : given.inPlace;
      goOn({ ...before, answers: { ...before.answers, ...given, ...(inPlace && { inPlace }) } });
    },
    goBack: () => {
      const before = state.get();
      if ("answers" in before) goOn({ offer: before.offer, link, answers: takeBack(before.answers) });
    },
    askForMail: async () => {
      const before = state.get();
      if (before.kind !== "mail" || before.activity !== "none") return;
      const { problem: _, ...mail } = before;
      const all = AllAnswers.parse(mail.answers);
      state.set({ ...mail, activity: "mailing" });
      try {
        await account.startRecovery({ who: all.who });
        keeping.keepAnswers(all, now() + LINK_LIFE_MS);
        state.set({ ...mail, activity: "none", mailed: mail.mailed + 1 });
      } catch (error) {
        state.set({ ...mail, activity: "none", problem: problemOf(error) });
      }
    },
    complete: async (typed) => {
      const before = state.get();
      if (before.kind !== "granted" || before.activity !== "none") return;
      const { problem: _, ...granted } = before;
      const secrets = inOneForm(typed);
      const unusable = findUnusableSecret(secrets);
      if (unusable) return state.set({ ...granted, problem: { code: unusable, retryAfterMs: undefined } });
      state.set({ ...granted, activity: "completing" });
      const outcome = await account.completeRecovery({ ticket: granted.way.ticket, ...secrets }).then(
        () => "done" as const,
        (error: unknown) => (isOver(error) ? "over" : problemOf(error)),
      );
      if (typeof outcome === "object") return state.set({ ...granted, problem: outcome });
      keeping.forget("granted");
      state.set({ kind: outcome });
    },
    startAnew: () => begin({}),
    forget: () => {
      keeping.forget("granted");
      keeping.forget("answers");
      return begin({});
    },
  };
}

const isOver = (error: unknown): boolean => error instanceof ProtocolError && error.code === "recovery_over";
