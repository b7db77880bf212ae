import { foldUsername, ProtocolError, type IssuedPhoneCode, type Proofs } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { AccountChanges, StoredAccount } from "../account-rows.store.ts";
import { openOptional } from "../account-view.ts";
import { checkProofs } from "./check-proofs.ts";
import { hashSecret, restsOnSame, type CheckedSecret } from "../credentials/credentials.ts";
import { enterAccount, type Asker, type Entered } from "./enter-account.ts";
import { knownDeviceOf } from "./known-device.ts";
import { tellAccount } from "../notices/notices.ts";
import { sendOwnCode } from "../phones/send-own-code.ts";
import { parsePhone } from "../phones/phone-number.ts";
import { hashBytes } from "../sessions/session-token.ts";
import { cancelWaiting } from "../recovery/waiting-recovery.ts";

export interface SignInTry {
  readonly who: string;
  readonly proofs: Proofs;
}

/** What a sign-in came to; the other outcome is an error. */
export type SignInOutcome =
  | { readonly state: "signed_in"; readonly entered: Entered }
  | ({ readonly state: "code_sent" } & IssuedPhoneCode);

/**
 * Lets in whoever gives every proof that the account asks for. An unknown name, a wrong proof and a missing one have one answer, after the
 * same work: which proofs are checked follows from the request alone. Whoever has given all but the code is sent one.
 */
export function createSignIn(deps: AccountDeps) {
  return async ({ who, proofs }: SignInTry, asker: Asker): Promise<SignInOutcome> => {
    const { account, phone, name } = await findAccount(deps, who);
    const device = await knownDeviceOf(deps, account, asker.knownDevice);
    const { source } = asker;
    const charge = await deps.guesses.charge(
      account ? { source, accountId: account.id, device } : { source, unknownName: name },
    );
    const shown = { proofs, phone, purpose: "sign_in", device } as const;
    const { judgement, secrets, claimCode } = await checkProofs(deps, account, shown);
    if (!account || judgement === "not right") throw new ProtocolError("sign_in_refused");
    if (account.state !== "active") throw new ProtocolError("account_disabled");
    if (judgement === "phone missing") {
      await deps.guesses.forgive(charge);
      return { state: "code_sent", ...(await sendOwnCode(deps, account, { purpose: "sign_in", device, source })) };
    }
    const changes = await rehash(deps, account, secrets);
    const { entered, tellOwner } = await deps.database.transact(async (tx) => {
      const current = await deps.store.lockAccount(tx, account.id);
      // Hashing takes its time: whoever has changed the password meanwhile has locked out who knows the old one.
      if (!current || !restsOnSame(account, current)) throw new ProtocolError("sign_in_refused");
      await claimCode(tx);
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

interface Somebody {
  readonly account: StoredAccount | undefined;
  /** That a code must have gone to. */
  readonly phone: string | undefined;
  /** What was typed, in its one form. */
  readonly name: string;
}

/** By a username; or by a phone, where that alone is what the account asks for. Which of them follows from what was typed. */
async function findAccount(deps: AccountDeps, who: string): Promise<Somebody> {
  const { database, store, sealing } = deps;
  const typed = parsePhone(who)?.e164;
  if (typed !== undefined) {
    const holder = await store.accountByPhone(database.read, sealing.lookup("phone", typed));
    return { account: holder?.signInNeeds === "phone" ? holder : undefined, phone: typed, name: typed };
  }
  const username = foldUsername(who);
  const named = await store.accountByUsername(database.read, username ?? "");
  const account = named?.state === "deleted" ? undefined : named;
  return { account, phone: account && openOptional(deps, account, "phone"), name: username ?? who };
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
