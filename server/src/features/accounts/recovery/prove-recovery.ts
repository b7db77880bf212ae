import {
  equalBytes,
  foldUsername,
  ProtocolError,
  type Bytes,
  type LostProof,
  type RecoveryProofKind,
  type RecoveryProofs,
} from "@tacet/protocol";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredLink } from "../email/account-links.store.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { beginRecovery, type RecoveryOutcome } from "./begin-recovery.ts";
import { checkSecrets } from "../credentials/credentials.ts";
import { parseEmailAddress } from "../email/email-address.ts";
import type { GuessSubjects } from "../guessing/guess-keys.ts";
import { judgeRecovery, type Judgement } from "./recovery-policy.ts";
import { hashBytes } from "../sessions/session-token.ts";
import { findToRecover, type RecoveryAsker } from "./start-recovery.ts";

export interface RecoveryTry {
  readonly who: string;
  readonly lost: LostProof;
  readonly proofs: RecoveryProofs;
}

/**
 * Opens a way back in, or lets one wait, for whoever gives what `recovery-policy.ts` asks for. As with a sign-in, an unknown name, a wrong proof
 * and a missing one have one answer after the same work, and tries are held off alike.
 */
export function createProveRecovery(deps: AccountDeps) {
  return async ({ who, lost, proofs }: RecoveryTry, asker: RecoveryAsker): Promise<RecoveryOutcome> => {
    const account = await findToRecover(deps, who);
    const link = await liveLink(deps, account, proofs.emailToken);
    const charge = await deps.guesses.charge(await subjectsOf(deps, { who, account, link, asker }));
    const right = await checkProofs(deps, account, { proofs, link });
    const judgement = account && right ? judgeRecovery({ signInNeeds: account.signInNeeds, lost, right }) : refusal;
    if (!account || judgement.way === "refused") throw refused();
    const { tell, outcome } = await deps.database.transact((tx) =>
      beginRecovery(deps, tx, { account, link, lost, granted: judgement }),
    );
    await deps.guesses.forgive(charge);
    tell();
    return outcome;
  };
}

const refusal = { way: "refused" } as const satisfies Judgement;
const refused = (): ProtocolError => new ProtocolError("sign_in_refused");
const nobody = new Uint8Array();

async function liveLink(
  { database, store, now }: AccountDeps,
  account: StoredAccount | undefined,
  token: Bytes | undefined,
): Promise<StoredLink | undefined> {
  if (!token) return undefined;
  const shown = { purpose: "recover", tokenHash: hashBytes(token), now: now() } as const;
  const link = await store.linkByToken(database.read, shown);
  return link && equalBytes(link.accountId, account?.id ?? nobody) ? link : undefined;
}

interface Somebody {
  readonly who: string;
  readonly account: StoredAccount | undefined;
  readonly link: StoredLink | undefined;
  readonly asker: RecoveryAsker;
}

/**
 * Whoever has a link that was mailed to the account is counted by that alone, like a browser of the account's: strangers do not hold them off.
 * Tries at an address are counted by the address, whoever has it: were they counted at the account, a try at its name and then one at the
 * address would tell that the two belong together.
 */
async function subjectsOf(
  { database, store }: AccountDeps,
  { who, account, link, asker: { source, knownDevice } }: Somebody,
): Promise<GuessSubjects> {
  const tokenHash = knownDevice && hashBytes(knownDevice);
  const isKnown =
    tokenHash && (await store.isKnownDevice(database.read, { accountId: account?.id ?? nobody, tokenHash }));
  const device = link?.tokenHash ?? (isKnown ? tokenHash : undefined);
  const address = parseEmailAddress(who)?.folded;
  if (account && (device || address === undefined)) return { source, accountId: account.id, device };
  return { source, unknownName: address ?? foldUsername(who) ?? who };
}

interface Given {
  readonly proofs: RecoveryProofs;
  readonly link: StoredLink | undefined;
}

/** What is right, when nothing is wrong. Each is checked that was given, whatever the others are. */
async function checkProofs(
  deps: AccountDeps,
  account: StoredAccount | undefined,
  { proofs: { password, phrase, phoneCode, emailToken }, link }: Given,
): Promise<ReadonlySet<RecoveryProofKind> | undefined> {
  const secrets = { ...(password !== undefined && { password }), ...(phrase !== undefined && { phrase }) };
  const checked: { readonly kind: RecoveryProofKind; readonly isRight: boolean }[] = [
    ...(await checkSecrets(deps, account, secrets)),
  ];
  if (phoneCode)
    checked.push({ kind: "phone", isRight: (await deps.redeemPhoneCode?.(account, phoneCode)) === "right" });
  if (emailToken) checked.push({ kind: "email", isRight: link !== undefined });
  return checked.every(({ isRight }) => isRight) ? new Set(checked.map(({ kind }) => kind)) : undefined;
}
