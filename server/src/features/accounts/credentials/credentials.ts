import { equalBytes, parseUtf8, utf8, type Proofs, type SignInNeeds } from "@tacet/protocol";
import { accountPlace } from "../../../storage/sealed-columns.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredAccount } from "../account-rows.store.ts";

/** The credentials that are secrets to remember; the third is a phone. */
export type SecretKind = "password" | "phrase";

/** What proves somebody. */
export type ProofKind = SecretKind | "phone";

const needs: Readonly<Record<SignInNeeds, readonly ProofKind[]>> = {
  password: ["password"],
  phrase: ["phrase"],
  password_and_phrase: ["password", "phrase"],
  phone: ["phone"],
  password_and_phone: ["password", "phone"],
};

export const proofsFor = (signInNeeds: SignInNeeds): readonly ProofKind[] => needs[signInNeeds];

type HashDeps = Pick<AccountDeps, "sealing" | "hashing">;

/** As it is stored: argon2id, and sealed, so that a stolen database is no test of guesses without the master key. */
export async function hashSecret(
  { hashing, sealing }: HashDeps,
  accountId: Uint8Array,
  { kind, secret }: { readonly kind: SecretKind; readonly secret: string },
): Promise<Uint8Array> {
  return sealing.seal(accountPlace(kind, accountId), utf8(await hashing.hash(secret)));
}

export interface CheckedSecret extends CheckedProof {
  readonly kind: SecretKind;
  readonly secret: string;
  /** Right, and hashed with less than is asked for today. */
  readonly isToRehash: boolean;
}

/**
 * Checks each secret that was given, and always all of them: what this costs follows from the request alone and never from the account,
 * whether there is one or not.
 */
export function checkSecrets(
  deps: HashDeps,
  account: StoredAccount | undefined,
  proofs: Pick<Proofs, SecretKind>,
): Promise<readonly CheckedSecret[]> {
  const given = (["password", "phrase"] as const).flatMap((kind) => {
    const secret = proofs[kind];
    return secret === undefined ? [] : [{ kind, secret }];
  });
  return Promise.all(given.map((each) => checkSecret(deps, account, each)));
}

async function checkSecret(
  { hashing, sealing }: HashDeps,
  account: StoredAccount | undefined,
  { kind, secret }: { readonly kind: SecretKind; readonly secret: string },
): Promise<CheckedSecret> {
  const sealed = account?.[kind];
  const phc = account && sealed ? parseUtf8(sealing.open(accountPlace(kind, account.id), sealed)) : undefined;
  const isRight = (await hashing.verify(secret, phc)) === "right";
  return { kind, secret, isRight, isToRehash: isRight && phc !== undefined && hashing.needsRehash(phc) };
}

export interface CheckedProof {
  readonly kind: ProofKind;
  readonly isRight: boolean;
}

/** `phone missing`: all that was given is right, and a code is the only thing that the account still asks for. */
export type Judgement = "proven" | "phone missing" | "not right";

/** Nothing that was given may be wrong, and something must have been given before anybody is sent a text. */
export function judgeProofs(
  { signInNeeds }: Pick<StoredAccount, "signInNeeds">,
  checked: readonly CheckedProof[],
): Judgement {
  if (checked.length === 0 || checked.some(({ isRight }) => !isRight)) return "not right";
  const given = new Set(checked.map(({ kind }) => kind));
  const missing = proofsFor(signInNeeds).filter((kind) => !given.has(kind));
  if (missing.length === 0) return "proven";
  return missing.every((kind) => kind === "phone") ? "phone missing" : "not right";
}

/**
 * Whether what was checked outside of a transaction still is what counts inside of it. A value that was sealed anew in between is taken for
 * another one: the proof is given once more then.
 */
export const restsOnSame = (before: StoredAccount, now: StoredAccount): boolean =>
  before.signInNeeds === now.signInNeeds &&
  (["password", "phrase", "phone", "email"] as const).every((kind) =>
    equalBytes(before[kind] ?? nothing, now[kind] ?? nothing),
  );

const nothing = new Uint8Array();
