import { randomBytes } from "node:crypto";
import { ACCOUNT_ID_BYTES, ProtocolError, type ReceivedRequestOf, type Register } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { AccountDeps } from "./account-deps.ts";
import type { NewAccount } from "./account-rows.store.ts";
import { sealProfile } from "./account-view.ts";
import { prepareConfirmation, takeAddress } from "./confirm-email.ts";
import { hashSecret, proofsFor, type SecretKind } from "./credentials.ts";
import { enterAccount, type Asker, type Entered } from "./enter-account.ts";
import { refuseWeakSecrets } from "./refuse-weak-secrets.ts";
import { isReserved, skeletonOf } from "./username-rules.ts";

export type Registration = Omit<ReceivedRequestOf<typeof Register>, "session">;

/**
 * Makes an account and signs in to it. User names are public, so that a taken one is told (RULES.md A8). What is refused for its form is
 * refused before anything costly is done.
 */
export function createRegister(deps: AccountDeps) {
  return async (wish: Registration, asker: Asker): Promise<Entered> => {
    if (deps.registration === "off") throw new ProtocolError("registration_closed");
    if (isReserved(wish.username)) throw new ProtocolError("username_refused");
    refuseMissingProofs(wish);
    await refuseWeakSecrets(deps, wish.proofs, { username: wish.username, displayName: wish.displayName ?? "" });
    if (await deps.store.isNameTaken(deps.database.read, skeletonOf(wish.username))) throw taken();
    await chargeSource(deps, asker.source);
    const address = wish.email === undefined ? undefined : await takeAddress(deps, wish.email, asker.source);
    const account = await prepareAccount(deps, wish);
    const { entered, send } = await deps.database.transact(async (tx) => {
      await useInvite(deps, tx, wish);
      if (!(await deps.store.insertAccount(tx, account))) throw taken();
      const entering = await enterAccount(
        deps,
        tx,
        { ...account, state: "active", email: null, lastSeenAt: null },
        asker,
      );
      const sessionId = entering.session.id;
      return {
        entered: entering,
        send: address && (await prepareConfirmation(deps, tx, { account, sessionId, address })),
      };
    });
    send?.();
    return entered;
  };
}

async function chargeSource({ guesses, maxPerSource }: AccountDeps, source: string): Promise<void> {
  if (await guesses.countToday(`accounts made from ${source}`, maxPerSource)) return;
  throw new ProtocolError("too_many_requests", { detail: "This address has made as many accounts as it may in a day" });
}

const taken = (): ProtocolError => new ProtocolError("username_taken");

function refuseMissingProofs({ signInNeeds, proofs }: Registration): void {
  const given = { password: proofs.password, phrase: proofs.phrase, phone: undefined };
  if (proofsFor(signInNeeds).every((kind) => given[kind] !== undefined)) return;
  throw new ProtocolError("proofs_missing");
}

async function prepareAccount(deps: AccountDeps, wish: Registration): Promise<NewAccount> {
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
    role: "user",
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

async function useInvite({ registration, takeInvite }: AccountDeps, tx: Kysely<Schema>, { invite }: Registration) {
  if (registration === "open") return;
  if (invite === undefined || !(await takeInvite(tx, invite))) throw new ProtocolError("invite_refused");
}
