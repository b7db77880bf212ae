import {
  ProtocolError,
  type ChangeCredentials,
  type CredentialKind,
  type OwnAccount,
  type ReceivedRequestOf,
} from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Session } from "../../../http/authenticate.ts";
import type { Schema } from "../../../storage/schema.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { AccountChanges, StoredAccount } from "../account-rows.store.ts";
import { openProfile, viewOfOwn } from "../account-view.ts";
import { hashSecret, proofsFor, type SecretKind } from "./credentials.ts";
import { tellAccount } from "../notices/notices.ts";
import { refuseWeakSecrets } from "./refuse-weak-secrets.ts";
import { noteEndings } from "../sessions/note-endings.ts";
import { renewToken } from "../sessions/sessions.ts";

type Wish = ReceivedRequestOf<typeof ChangeCredentials>;

/** Changes password and phrase, or what a sign-in asks for. */
export function createChangeCredentials(deps: AccountDeps) {
  return async (session: Session, shownToken: string, wish: Wish): Promise<ChangedAccount> => {
    const before = await readActive(deps, deps.database.read, session.accountId);
    await refuseWeakSecrets(deps, secretsOf(wish), { username: before.username, ...openProfile(deps, before) });
    const changes = await changesOf(deps, before.id, wish);
    return changeSecured(deps, { session, shownToken }, async (_, account) => {
      refuseUnprovable({ ...account, ...changes, signInNeeds: wish.signInNeeds ?? account.signInNeeds });
      return { changed: namesOf(wish), changes };
    });
  };
}

export interface ChangedAccount {
  readonly account: OwnAccount;
  /** The session's new one, whatever carries it. */
  readonly token: string;
}

interface SecuredChange {
  readonly changed: readonly CredentialKind[];
  readonly changes: AccountChanges;
}

/**
 * Changes what a sign-in rests on. Whoever else is signed in no longer is, no other browser counts as known, and the account hears of it
 * wherever it could be reached before: a thief who changes a password cannot do it in silence.
 */
export async function changeSecured(
  deps: AccountDeps,
  own: OwnSession,
  decide: (tx: Kysely<Schema>, account: StoredAccount) => Promise<SecuredChange>,
): Promise<ChangedAccount> {
  const { accountId } = own.session;
  const { tellOwner, ...changed } = await deps.database.transact(async (tx) => {
    const account = await deps.store.lockAccount(tx, accountId);
    if (!account) throw new ProtocolError("unauthenticated");
    const { changed: kinds, changes } = await decide(tx, account);
    await deps.store.changeAccount(tx, accountId, changes);
    const { token } = await secureOtherwise(deps, tx, own);
    const after = await readActive(deps, tx, accountId);
    const afterCommit = await tellAccount(deps, tx, account, { kind: "credentials_changed", changed: [...kinds] });
    return { tellOwner: afterCommit, token, account: viewOfOwn(deps, after) };
  });
  deps.onDestroyed();
  deps.onSessionsEnded(accountId);
  tellOwner();
  return changed;
}

async function readActive({ store }: AccountDeps, tx: Kysely<Schema>, id: Uint8Array): Promise<StoredAccount> {
  const account = await store.accountById(tx, id);
  if (account?.state !== "active") throw new ProtocolError("unauthenticated");
  return account;
}

export interface OwnSession {
  readonly session: Session;
  readonly shownToken: string;
}

/** After anything that a sign-in rests on has changed: this session alone stays, under a new token (RULES.md A7). */
export async function secureOtherwise(
  deps: AccountDeps,
  tx: Kysely<Schema>,
  { session, shownToken }: OwnSession,
): Promise<{ readonly token: string }> {
  await lockOut(deps, tx, session);
  return { token: await renewToken(deps, tx, session, shownToken) };
}

interface Kept {
  readonly accountId: Uint8Array;
  /** The one session that stays. */
  readonly id?: Uint8Array | undefined;
}

/** Whoever else came in, or was about to: by a session, a browser that is known, a link that was mailed, or a recovery. */
export async function lockOut(deps: AccountDeps, tx: Kysely<Schema>, { accountId, id }: Kept): Promise<void> {
  const { store } = deps;
  const ended = await store.endSessionsBut(tx, accountId, id);
  await noteEndings(deps, tx, { accountId, cause: "forced", ended });
  await store.forgetDevicesBeyond(tx, accountId, 0);
  await store.forgetAllLinks(tx, accountId);
  await store.forgetRecoveries(tx, accountId);
}

const secretsOf = ({ password, phrase }: Wish) => ({
  ...(password !== undefined && password !== null && { password }),
  ...(phrase !== undefined && phrase !== null && { phrase }),
});

async function changesOf(deps: AccountDeps, id: Uint8Array, wish: Wish): Promise<AccountChanges> {
  const hashed = async (kind: SecretKind): Promise<AccountChanges> => {
    const secret = wish[kind];
    if (secret === undefined) return {};
    return { [kind]: secret === null ? null : await hashSecret(deps, id, { kind, secret }) };
  };
  const secrets = await Promise.all([hashed("password"), hashed("phrase")]);
  return Object.assign({}, ...secrets, wish.signInNeeds && { sign_in_needs: wish.signInNeeds });
}

export function refuseUnprovable(account: Pick<StoredAccount, "signInNeeds" | "password" | "phrase" | "phone">): void {
  if (proofsFor(account.signInNeeds).every((kind) => account[kind] !== null)) return;
  throw new ProtocolError("proofs_missing");
}

const namesOf = ({ password, phrase, signInNeeds }: Wish): CredentialKind[] => [
  ...(password === undefined ? [] : (["password"] as const)),
  ...(phrase === undefined ? [] : (["phrase"] as const)),
  ...(signInNeeds === undefined ? [] : (["sign_in_needs"] as const)),
];
