import { randomBytes } from "node:crypto";
import { ACCOUNT_ID_BYTES, ProtocolError, type ReceivedRequestOf, type Register, type Role } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { AccountDeps, UsableInvite } from "../account-deps.ts";
import type { NewAccount } from "../account-rows.store.ts";
import { sealProfile } from "../account-view.ts";
import { prepareConfirmation, takeAddress } from "../email/confirm-email.ts";
import { hashSecret, proofsFor, type SecretKind } from "../credentials/credentials.ts";
import { enterAccount, type Asker, type Entered } from "../sign-in/enter-account.ts";
import { checkCode, type CheckedCode } from "../phones/check-code.ts";
import { readPhone } from "../phones/reach-phone.ts";
import { refuseWeakSecrets } from "../credentials/refuse-weak-secrets.ts";
import { phoneColumns } from "../phones/set-phone.ts";
import { isReserved, skeletonOf } from "./username-rules.ts";

export type Registration = Omit<ReceivedRequestOf<typeof Register>, "session">;

/**
 * Makes an account and signs in to it. User names are public, so that a taken one is told (RULES.md A8). What is refused for its form is
 * refused before anything costly is done.
 */
export function createRegister(deps: AccountDeps) {
  return async (wish: Registration, asker: Asker): Promise<Entered> => {
    const invite = await findInvite(deps, wish);
    if (isReserved(wish.username)) throw new ProtocolError("username_refused");
    refuseMissingProofs(wish);
    await refuseWeakSecrets(deps, wish.proofs, { username: wish.username, displayName: wish.displayName ?? "" });
    await refuseTakenName(deps, deps.database.read, { wish, invite });
    const proved = await provePhone(deps, wish);
    await chargeSource(deps, asker.source);
    const address = wish.email === undefined ? undefined : await takeAddress(deps, wish.email, asker.source);
    const prepared = await prepareAccount(deps, wish, invite?.role ?? "user");
    const { entered, send } = await deps.database.transact(async (tx) => {
      await refuseTakenName(deps, tx, { wish, invite });
      const account = { ...prepared, ...(proved && (await takePhone(deps, tx, { id: prepared.id, proved }))) };
      if (!(await deps.store.insertAccount(tx, account))) throw await overtaken(deps, tx, account);
      const stored = { ...account, state: "active", email: null, lastSeenAt: null, lastSignInDay: null } as const;
      const entering = await enterAccount(deps, tx, stored, asker);
      const sessionId = entering.session.id;
      const confirmation = address && (await prepareConfirmation(deps, tx, { account, sessionId, address }));
      if (invite && !(await deps.invites.use(tx, invite, account))) throw new ProtocolError("invite_refused");
      return { entered: entering, send: confirmation };
    });
    send?.();
    return entered;
  };
}

async function chargeSource({ guesses, maxPerSource }: AccountDeps, source: string): Promise<void> {
  if (await guesses.countToday(`accounts made from ${source}`, maxPerSource)) return;
  throw new ProtocolError("too_many_requests", { detail: "This address has made as many accounts as it may in a day" });
}

/**
 * Before anything costly, so that a server for the invited works for nobody else. An invite counts where nobody needs one too: it may make an
 * administrator. While registration is off, only one that names its account does: by that the operator makes it.
 */
async function findInvite(
  { registration, invites }: AccountDeps,
  { invite: token, username }: Registration,
): Promise<UsableInvite | undefined> {
  if (token === undefined && registration === "open") return undefined;
  const invite = token && (await invites.find(token));
  if (registration === "off" && invite?.username === undefined) throw new ProtocolError("registration_closed");
  if (!invite) throw new ProtocolError("invite_refused");
  if (invite.username !== undefined && invite.username !== username)
    throw new ProtocolError("invite_refused", { detail: `This invite is for ${invite.username}` });
  return invite;
}

interface Invited {
  readonly wish: Registration;
  readonly invite: UsableInvite | undefined;
}

async function refuseTakenName({ store, invites }: AccountDeps, db: Kysely<Schema>, { wish, invite }: Invited) {
  const skeleton = skeletonOf(wish.username);
  if ((await store.isNameTaken(db, skeleton)) || (await invites.isNameKept(db, skeleton, invite))) throw taken();
}

const taken = (): ProtocolError => new ProtocolError("username_taken");
const refused = (): ProtocolError => new ProtocolError("sign_in_refused");

/** Somebody was faster: with the name, or with a phone that both had codes for. */
const overtaken = async (
  { store }: AccountDeps,
  tx: Kysely<Schema>,
  { skeleton }: NewAccount,
): Promise<ProtocolError> => ((await store.isNameTaken(tx, skeleton)) ? taken() : refused());

/** A phone and the code that was sent there come together, whether a sign-in is to need them or not. */
function refuseMissingProofs({ signInNeeds, proofs, phone }: Registration): void {
  const given = { password: proofs.password, phrase: proofs.phrase, phone };
  const isWhole = (phone === undefined) === (proofs.phoneCode === undefined);
  if (isWhole && proofsFor(signInNeeds).every((kind) => given[kind] !== undefined)) return;
  throw new ProtocolError("proofs_missing");
}

interface ProvedPhone {
  readonly phone: string;
  readonly claim: CheckedCode["claim"];
}

/** Throws `sign_in_refused`, also for a phone that an account has: nobody was sent a code for that (RULES.md A8). */
async function provePhone(deps: AccountDeps, { phone: text, proofs }: Registration): Promise<ProvedPhone | undefined> {
  const given = proofs.phoneCode;
  if (text === undefined || !given) return undefined;
  const phone = readPhone(text).e164;
  const { isRight, claim } = await checkCode(deps, { given, phone, purpose: "register", device: undefined });
  if (!isRight) throw refused();
  return { phone, claim };
}

interface TakingPhone {
  readonly id: Uint8Array;
  readonly proved: ProvedPhone;
}

async function takePhone(deps: AccountDeps, tx: Kysely<Schema>, { id, proved: { phone, claim } }: TakingPhone) {
  if (!(await claim(tx))) throw refused();
  const columns = await phoneColumns(deps, tx, { account: { id }, phone });
  return { phone: columns.phone, phoneHash: columns.phone_hash };
}

async function prepareAccount(deps: AccountDeps, wish: Registration, role: Role): Promise<NewAccount> {
  const id = Uint8Array.from(randomBytes(ACCOUNT_ID_BYTES));
  const hashOf = (kind: SecretKind): Promise<Uint8Array | null> => {
    const secret = wish.proofs[kind];
    return secret === undefined ? Promise.resolve(null) : hashSecret(deps, id, { kind, secret });
  };
  const [password, phrase] = await Promise.all([hashOf("password"), hashOf("phrase")]);
  return {
    id,
    username: wish.username,
    skeleton: skeletonOf(wish.username),
    role,
    signInNeeds: wish.signInNeeds,
    password,
    phrase,
    phone: null,
    phoneHash: null,
    profile: sealProfile(deps, id, { displayName: wish.displayName ?? "", bio: "" }),
    language: wish.language ?? "en",
    showLastSeen: "acquaintances",
    findByUsername: "everybody",
    findByPhone: "nobody",
    createdAt: deps.now(),
  };
}
