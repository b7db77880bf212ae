import { ProtocolError, type Bytes } from "@tacet/protocol";
import type { AccountDeps } from "../account-deps.ts";
import type { AccountChanges, StoredAccount } from "../account-rows.store.ts";
import { openProfile } from "../account-view.ts";
import { lockOut } from "../credentials/change-credentials.ts";
import { hashSecret, type SecretKind } from "../credentials/credentials.ts";
import { tellAccount } from "../notices/notices.ts";
import type { StoredRecovery } from "./recoveries.store.ts";
import { signInAfter } from "./recovery-policy.ts";
import { refuseWeakSecrets } from "../credentials/refuse-weak-secrets.ts";
import { hashBytes } from "../sessions/session-token.ts";

export interface Completion {
  readonly ticket: Bytes;
  readonly password?: string | undefined;
  readonly phrase?: string | undefined;
}

/** Sets what takes the place of the lost proof. Everybody is signed out and nobody is signed in: whoever it was now signs in as anybody does. */
export function createCompleteRecovery(deps: AccountDeps) {
  const { database, store, now } = deps;
  return async ({ ticket, ...secrets }: Completion): Promise<void> => {
    const ticketHash = hashBytes(ticket);
    const { recovery, account } = await findRecovery(deps, ticketHash);
    await refuseTooEarly(deps, recovery);
    const changes = await prepareChanges(deps, { recovery, account, secrets });
    const tell = await database.transact(async (tx) => {
      const current = await store.lockAccount(tx, account.id);
      // It has gone when it was cancelled, completed, or when anything that a sign-in rests on has changed.
      if (!current || !(await store.useTicket(tx, ticketHash, now()))) throw over();
      await store.changeAccount(tx, current.id, changes);
      await lockOut(deps, tx, { accountId: current.id });
      return tellAccount(deps, tx, current, { kind: "recovered" });
    });
    deps.onDestroyed();
    deps.onSessionsEnded(account.id);
    tell();
  };
}

const over = (): ProtocolError => new ProtocolError("recovery_over");

async function findRecovery(
  { database, store, now }: AccountDeps,
  ticketHash: Uint8Array,
): Promise<{ readonly recovery: StoredRecovery; readonly account: StoredAccount }> {
  const recovery = await store.recoveryByTicket(database.read, ticketHash, now());
  const account = recovery && (await store.accountById(database.read, recovery.accountId));
  if (!recovery || account?.state !== "active") throw over();
  return { recovery, account };
}

/** A clock that has jumped forward opens no way in. */
async function refuseTooEarly({ now, isTimeCredible }: AccountDeps, { state, readyAt }: StoredRecovery): Promise<void> {
  if (state === "open") return;
  if (now() < readyAt) throw new ProtocolError("recovery_waiting");
  if (!(await isTimeCredible())) throw new ProtocolError("unavailable", { detail: "The server's clock is in doubt" });
}

interface Fresh {
  readonly kind: SecretKind;
  readonly secret: string;
}

/** Exactly one: what was not lost stays as it is. */
function freshSecret({ password, phrase }: Omit<Completion, "ticket">): Fresh | undefined {
  if (password !== undefined) return phrase === undefined ? { kind: "password", secret: password } : undefined;
  return phrase === undefined ? undefined : { kind: "phrase", secret: phrase };
}

interface Completing {
  readonly recovery: StoredRecovery;
  readonly account: StoredAccount;
  readonly secrets: Omit<Completion, "ticket">;
}

async function prepareChanges(
  deps: AccountDeps,
  { recovery: { lost }, account, secrets }: Completing,
): Promise<AccountChanges> {
  const fresh = freshSecret(secrets);
  const signInNeeds = fresh && signInAfter(account.signInNeeds, lost, fresh.kind);
  if (!fresh || !signInNeeds) throw new ProtocolError("proofs_missing");
  const person = { username: account.username, ...openProfile(deps, account) };
  await refuseWeakSecrets(deps, { [fresh.kind]: fresh.secret }, person);
  return {
    sign_in_needs: signInNeeds,
    [fresh.kind]: await hashSecret(deps, account.id, fresh),
    ...(lost === "phone" && { phone: null, phone_hash: null }),
  };
}
