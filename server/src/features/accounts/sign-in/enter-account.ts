import { randomBytes } from "node:crypto";
import { ProtocolError, type Bytes, type OwnAccount, type SessionWish } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { viewOfOwn } from "../account-view.ts";
import { issueSession, type IssuedSession } from "../sessions/sessions.ts";
import { hashBytes } from "../sessions/session-token.ts";

export const KNOWN_DEVICE_BYTES = 32;
/** A script that signs in anew each time is another stranger each time. */
const MAX_KNOWN_DEVICES = 100;

const DAY_MS = 24 * 3600 * 1000;

/** Who asks to be let in, beside what they prove. */
export interface Asker {
  /** Flood bucket key: the address, IPv6 by /64. */
  readonly source: string;
  /** What an earlier sign-in gave to this browser or program. */
  readonly knownDevice: Bytes | undefined;
  readonly wish: Pick<SessionWish, "carrier" | "label" | "leaveNothing">;
}

/** Somebody who has just come in, by making an account or by signing in to one. */
export interface Entered {
  readonly account: OwnAccount;
  readonly session: IssuedSession;
  readonly knownDevice: Bytes;
}

/** The last step of a way in, in the transaction that decides it. The browser or program is known from now on. */
export async function enterAccount(
  deps: AccountDeps,
  tx: Kysely<Schema>,
  account: StoredAccount,
  { knownDevice = Uint8Array.from(randomBytes(KNOWN_DEVICE_BYTES)), wish }: Asker,
): Promise<Entered> {
  // It may have been deleted or disabled while its secrets were checked; from here on that waits.
  const day = Math.floor(deps.now() / DAY_MS);
  if (!(await deps.store.markSignedIn(tx, { id: account.id, day }))) throw new ProtocolError("sign_in_refused");
  const device = { accountId: account.id, tokenHash: hashBytes(knownDevice) };
  await deps.store.rememberDevice(tx, device, deps.now());
  await deps.store.forgetDevicesBeyond(tx, account.id, MAX_KNOWN_DEVICES);
  const session = await issueSession(deps, tx, account.id, wish);
  return { account: viewOfOwn(deps, account), session, knownDevice };
}
