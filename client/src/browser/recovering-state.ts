import type { ContactLanguage } from "@tacet/protocol";
import type { Observable } from "../observable.ts";
import type { PageProblem } from "./page-problem.ts";
import type { ProofGiving } from "./proof-giving.ts";
import type { GrantedWay } from "./recovery-keeping.ts";
import type { AllAnswers, RecoveryAnswers, RecoveryOffer, RecoveryQuestion } from "./recovery-questions.ts";

export type RecoveringState =
  | { readonly kind: "asking" }
  | { readonly kind: "unknown"; readonly problem: PageProblem }
  | QuestionState
  | MailState
  | ProvingState
  | GrantedState
  | { readonly kind: "done" }
  /** It was completed or cancelled before, or is too old. */
  | { readonly kind: "over" };

export interface Answering {
  readonly answers: RecoveryAnswers;
  readonly offer: RecoveryOffer;
  /** What stands behind the # of the address. */
  readonly link: "none" | "whole" | "damaged";
}

export interface QuestionState extends Answering {
  readonly kind: "question";
  readonly question: RecoveryQuestion;
}

/** A link is to take the place of what is lost, and has to be mailed first. */
export interface MailState extends Answering {
  readonly kind: "mail";
  readonly activity: "none" | "mailing";
  /** How often one was asked for. */
  readonly mailed: number;
  readonly problem?: PageProblem;
}

export interface ProvingState extends Answering {
  readonly kind: "proving";
  readonly answers: AllAnswers;
  readonly proving: RecoveryProving;
}

/** Proving what was said to be there. None of its methods rejects: what went wrong is in the state. */
export interface RecoveryProving extends Pick<ProofGiving, "state" | "startAgain"> {
  readonly give: (entry: RecoveryEntry) => Promise<void>;
}

export interface RecoveryEntry extends TypedSecrets {
  /** Where a code is to go to. */
  readonly phone?: string;
  /** For the text with the code. */
  readonly language: ContactLanguage;
}

export interface TypedSecrets {
  readonly password?: string | undefined;
  readonly phrase?: string | undefined;
}

export interface GrantedState {
  readonly kind: "granted";
  readonly way: GrantedWay;
  /** Whether it is still there when this page is closed. */
  readonly keeping: "kept" | "not_kept";
  readonly activity: "none" | "completing";
  readonly problem?: PageProblem;
}

/** A way back into an account by a page. None of its methods rejects: what went wrong is in the state. */
export interface Recovering {
  readonly state: Observable<RecoveringState>;
  readonly look: () => Promise<void>;
  readonly answer: (given: RecoveryAnswers) => void;
  /** To the question before. */
  readonly goBack: () => void;
  readonly askForMail: () => Promise<void>;
  readonly complete: (typed: TypedSecrets) => Promise<void>;
  /** From the first question on; what this browser keeps of a way back is still kept. */
  readonly startAnew: () => Promise<void>;
  /** The same, and what it keeps is forgotten. */
  readonly forget: () => Promise<void>;
}
