import { ACCOUNT_ID_BYTES, type Bytes } from "@tacet/protocol";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { hashBytes } from "../sessions/session-token.ts";

const nobody = new Uint8Array(ACCOUNT_ID_BYTES);

/** What the account knows this browser or program by; undefined when it does not. Looked up for no account too: the same work for everybody. */
export async function knownDeviceOf(
  { database, store }: Pick<AccountDeps, "database" | "store">,
  account: Pick<StoredAccount, "id"> | undefined,
  knownDevice: Bytes | undefined,
): Promise<Uint8Array | undefined> {
  if (!knownDevice) return undefined;
  const tokenHash = hashBytes(knownDevice);
  const isKnown = await store.isKnownDevice(database.read, { accountId: account?.id ?? nobody, tokenHash });
  return isKnown ? tokenHash : undefined;
}
