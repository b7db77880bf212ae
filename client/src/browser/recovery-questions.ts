import { LostProof, type RecoveryProofKind } from "@tacet/protocol";
import * as z from "zod/mini";

/** What the way back asks, one after the other. Pure. What an account really needs the server alone knows, and never says. */

const Beside = z.enum(["nothing", "password", "phrase", "phone"]);
/** What a sign-in asks for besides what is lost. */
export type Beside = z.output<typeof Beside>;

const StandIn = z.enum(["phrase", "phone", "email"]);
/** What can take the place of what is lost. */
export type StandIn = z.output<typeof StandIn>;

export const AllAnswers = z.object({
  who: z.string(),
  lost: LostProof,
  beside: Beside,
  inPlace: z.array(StandIn),
});
export type AllAnswers = z.output<typeof AllAnswers>;
/** As many as were given so far. */
export type RecoveryAnswers = Partial<AllAnswers>;

/** Whether the server sends codes to phones, sends mails, and takes messages to its operator. */
export interface RecoveryOffer {
  readonly phone: boolean;
  readonly email: boolean;
  readonly contact: boolean;
}

export type RecoveryQuestion = "who" | "lost" | "beside" | "inPlace";

const questions = ["who", "lost", "beside", "inPlace"] as const satisfies readonly RecoveryQuestion[];

/** The first that is not answered. */
export const nextQuestion = (answers: RecoveryAnswers): RecoveryQuestion =>
  questions.find((each) => answers[each] === undefined) ?? "who";

/** Without the last answer. */
export function takeBack(answers: RecoveryAnswers): RecoveryAnswers {
  const last = questions.findLast((each) => answers[each] !== undefined);
  return Object.fromEntries(Object.entries(answers).filter(([name]) => name !== last));
}

const besides: Readonly<Record<LostProof, readonly Beside[]>> = {
  password: ["nothing", "phrase", "phone"],
  phrase: ["nothing", "password"],
  phone: ["nothing", "password"],
};

export const besidesOf = (lost: LostProof, offer: RecoveryOffer): readonly Beside[] =>
  besides[lost].filter((each) => each !== "phone" || offer.phone);

export function standInsOf({ lost, beside }: RecoveryAnswers, offer: RecoveryOffer): readonly StandIn[] {
  const isOffered = { phrase: true, phone: offer.phone, email: offer.email };
  return StandIn.options.filter((each) => each !== lost && each !== beside && isOffered[each]);
}

/** All that is to be proved. */
export const proofsAsked = ({
  beside,
  inPlace,
}: Pick<AllAnswers, "beside" | "inPlace">): readonly RecoveryProofKind[] =>
  beside === "nothing" ? inPlace : [beside, ...inPlace];

/** With two proofs the way is open at once; with one it waits. */
export const isOpenAtOnce = (answers: Pick<AllAnswers, "beside" | "inPlace">): boolean =>
  proofsAsked(answers).length > 1;

/** What may take the place of the lost proof for good: a phone's is taken by whatever keeps the number of proofs. */
export function replacementsOf({ lost, beside }: AllAnswers): readonly ("password" | "phrase")[] {
  if (lost !== "phone") return [lost];
  return beside === "nothing" ? ["password", "phrase"] : ["phrase"];
}
