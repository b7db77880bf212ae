import { ACCOUNT_ID_BYTES, foldUsername, ProtocolError, type Proofs } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { AccountDeps } from "./account-deps.ts";
import type { AccountChanges, StoredAccount } from "./account-rows.store.ts";
import { checkSecrets, hashSecret, isProven, type CheckedSecret } from "./credentials.ts";
import { enterAccount, type Asker, type Entered } from "./enter-account.ts";
import type { GuessSubjects } from "./guess-keys.ts";
import { tellAccount } from "./notices.ts";
import { hashBytes } from "./session-token.ts";
import { cancelWaiting } from "./waiting-recovery.ts";

export interface SignInTry {
  readonly who: string;
  readonly proofs: Proofs;
}

/** What a sign-in came to; the other outcome is an error. */
export type SignInOutcome = { readonly state: "signed_in"; readonly entered: Entered };

/**
 * Lets in whoever gives every proof that the account asks for. An unknown name, a wrong proof and a missing one have one answer, after the
 * same work: which proofs are checked follows from the request alone.
 */
export function createSignIn(deps: AccountDeps) {
  return async ({ who, proofs }: SignInTry, asker: Asker): Promise<SignInOutcome> => {
    const account = await findAccount(deps, who);
    const charge = await deps.guesses.charge(await subjectsOf(deps, { who, account, asker }));
    const checked = await checkSecrets(deps, account, proofs);
    if (!account || !isProven(account, checked)) throw new ProtocolError("sign_in_refused");
    if (account.state !== "active") throw new ProtocolError("account_disabled");
    const changes = await rehash(deps, account, checked);
    const { entered, tellOwner } = await deps.database.transact(async (tx) => {
      if (changes) await deps.store.changeAccount(tx, account.id, changes);
      const afterCommit = [await tellOfStranger(deps, tx, account, asker), await cancelWaiting(deps, tx, account)];
      return {
        tellOwner: () => afterCommit.forEach((tell) => tell?.()),
        entered: await enterAccount(deps, tx, account, asker),
      };
    });
    await deps.guesses.forgive(charge);
    tellOwner();
    return { state: "signed_in", entered };
  };
}

interface Somebody {
  readonly who: string;
  readonly account: StoredAccount | undefined;
  readonly asker: Asker;
}

/** A device is looked up for unknown names too: the same work for everybody. */
async function subjectsOf({ database, store }: AccountDeps, { who, account, asker }: Somebody): Promise<GuessSubjects> {
  const { source, knownDevice } = asker;
  const tokenHash = knownDevice && hashBytes(knownDevice);
  const isKnown =
    tokenHash && (await store.isKnownDevice(database.read, { accountId: account?.id ?? nobody, tokenHash }));
  if (!account) return { source, unknownName: foldUsername(who) ?? who };
  return { source, accountId: account.id, device: isKnown ? tokenHash : undefined };
}

const nobody = new Uint8Array(ACCOUNT_ID_BYTES);

/** The owner knows their own browsers; of a new one they are told (RULES.md A3). */
async function tellOfStranger(
  deps: AccountDeps,
  tx: Kysely<Schema>,
  account: StoredAccount,
  { knownDevice, wish }: Asker,
): Promise<() => void> {
  const device = knownDevice && { accountId: account.id, tokenHash: hashBytes(knownDevice) };
  if (device && (await deps.store.isKnownDevice(tx, device))) return () => {};
  return tellAccount(deps, tx, account, { kind: "new_sign_in", device: wish.label ?? "" });
}

async function findAccount({ database, store }: AccountDeps, who: string): Promise<StoredAccount | undefined> {
  const account = await store.accountByUsername(database.read, foldUsername(who) ?? "");
  return account?.state === "deleted" ? undefined : account;
}

/** Hash parameters are raised when the secret is at hand, without anybody noticing. */
async function rehash(
  deps: AccountDeps,
  account: StoredAccount,
  checked: readonly CheckedSecret[],
): Promise<AccountChanges | undefined> {
  const old = checked.filter(({ isToRehash }) => isToRehash);
  const fresh = await Promise.all(
    old.map(async (each): Promise<AccountChanges> => ({ [each.kind]: await hashSecret(deps, account.id, each) })),
  );
  return fresh.length === 0 ? undefined : Object.assign({}, ...fresh);
}
