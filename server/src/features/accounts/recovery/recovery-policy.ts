import type { LostProof, RecoveryProofKind, SignInNeeds } from "@tacet/protocol";
import { proofsFor, type SecretKind } from "../credentials/credentials.ts";

/** What a way back into an account takes. Pure, so that its whole table is tested (RULES.md A4). */

const HOUR_MS = 3_600_000;

/** For the owner to hear of it, wherever they are, and to cancel it. */
export const RECOVERY_WAIT_MS = 48 * HOUR_MS;
/** After that, to come back. */
export const RECOVERY_LASTS_MS = 7 * 24 * HOUR_MS;
/** With two proofs: to think of a new password. */
export const OPEN_LASTS_MS = HOUR_MS / 2;

/** What can stand in for a lost proof. A password that no sign-in asks for does not: nobody keeps such a one with care. */
const standIns = ["phrase", "phone", "email"] as const satisfies readonly RecoveryProofKind[];
export type StandIn = (typeof standIns)[number];

export interface Claimed {
  readonly signInNeeds: SignInNeeds;
  readonly lost: LostProof;
  /** What was given, and is right. */
  readonly right: ReadonlySet<RecoveryProofKind>;
}

export type Judgement = { readonly way: "refused" } | GrantedWay;

export type GrantedWay =
  | { readonly way: "open" }
  /** With a single proof. */
  | { readonly way: "waiting"; readonly proof: StandIn };

/**
 * All that a sign-in needs but the lost proof, and in its place at least one that a sign-in does not need: never fewer than a sign-in takes.
 * Each counts once, whatever it serves for.
 */
export function judgeRecovery({ signInNeeds, lost, right }: Claimed): Judgement {
  const needed: readonly RecoveryProofKind[] = proofsFor(signInNeeds);
  const kept = needed.filter((kind) => kind !== lost);
  const inPlace = standIns.filter((kind) => right.has(kind) && !needed.includes(kind));
  const [proof] = inPlace;
  if (!needed.includes(lost) || right.has(lost) || !proof) return { way: "refused" };
  if (!kept.every((kind) => right.has(kind))) return { way: "refused" };
  return kept.length + inPlace.length > 1 ? { way: "open" } : { way: "waiting", proof };
}

/**
 * What a sign-in needs once `fresh` is set; undefined when that is no way out. It asks for as many proofs as before, and no longer for a phone
 * that is lost: whoever has it now could come in by it.
 */
export function signInAfter(signInNeeds: SignInNeeds, lost: LostProof, fresh: SecretKind): SignInNeeds | undefined {
  if (lost !== "phone") return fresh === lost ? signInNeeds : undefined;
  if (signInNeeds === "phone") return fresh;
  return fresh === "phrase" ? "password_and_phrase" : undefined;
}
