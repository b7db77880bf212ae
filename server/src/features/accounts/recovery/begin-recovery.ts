import { ProtocolError, type Bytes, type LostProof } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredLink } from "../email/account-links.store.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { restsOnSame } from "../credentials/credentials.ts";
import { drawLinkToken } from "../email/mailed-link.ts";
import { tellAccount } from "../notices/notices.ts";
import { OPEN_LASTS_MS, RECOVERY_LASTS_MS, RECOVERY_WAIT_MS, type GrantedWay } from "./recovery-policy.ts";

export type RecoveryOutcome =
  | { readonly state: "open"; readonly ticket: Bytes; readonly until: number }
  | { readonly state: "waiting"; readonly ticket: Bytes; readonly readyAt: number; readonly until: number };

export interface Proven {
  readonly account: StoredAccount;
  readonly link: StoredLink | undefined;
  readonly lost: LostProof;
  readonly granted: GrantedWay;
}

export interface Begun {
  readonly outcome: RecoveryOutcome;
  /** After the commit. */
  readonly tell: () => void;
}

/** In the transaction that uses up what was proved. */
export async function beginRecovery(
  deps: AccountDeps,
  tx: Kysely<Schema>,
  { account, link, lost, granted }: Proven,
): Promise<Begun> {
  const { store, now } = deps;
  const at = now();
  const current = await store.lockAccount(tx, account.id);
  // What was proved is what counts now, and the link is used by nobody else.
  if (!current || !restsOnSame(account, current)) throw refused();
  if (link && !(await store.useLink(tx, { purpose: "recover", tokenHash: link.tokenHash, now: at }))) throw refused();
  await refuseSecondWait(deps, tx, { account, granted });
  await store.forgetRecovery(tx, account.id, granted.way);
  const { token: ticket, hash: ticketHash } = drawLinkToken();
  const asked = { accountId: account.id, ticketHash, lost, askedAt: at };
  if (granted.way === "open") {
    const until = at + OPEN_LASTS_MS;
    await store.insertRecovery(tx, { ...asked, state: "open", proof: null, readyAt: at, expiresAt: until });
    return { outcome: { state: "open", ticket, until }, tell: () => {} };
  }
  const readyAt = at + RECOVERY_WAIT_MS;
  const until = readyAt + RECOVERY_LASTS_MS;
  const { proof } = granted;
  await store.insertRecovery(tx, { ...asked, state: "waiting", proof, readyAt, expiresAt: until });
  const tell = await tellAccount(deps, tx, account, { kind: "recovery_asked", readyAt });
  return { outcome: { state: "waiting", ticket, readyAt, until }, tell };
}

/** A second one would begin the wait of the first anew, or end it: whoever has one proof could keep away somebody who has another. */
async function refuseSecondWait(
  { store, now }: AccountDeps,
  tx: Kysely<Schema>,
  { account, granted }: Pick<Proven, "account" | "granted">,
): Promise<void> {
  if (granted.way !== "waiting") return;
  const waiting = await store.waitingRecovery(tx, account.id, now());
  if (waiting) throw new ProtocolError("recovery_waiting");
}

const refused = (): ProtocolError => new ProtocolError("sign_in_refused");
