import {
  ChangeRole,
  CreateInvite,
  DisableAccount,
  EnableAccount,
  ListAccounts,
  ListAudit,
  ListInvites,
  RevokeInvite,
  VerifyAudit,
  type Bytes,
  type InviteCursor,
  type RequestOf,
} from "@tacet/protocol";
import type { AccountConnection } from "../accounts/connect-account.ts";
import { retry } from "../retry.ts";
import { createTransport } from "../transport.ts";

/**
 * What an administrator does, with the session of that account. Calls that change something want proofs that are not older than five minutes: they
 * throw ProtocolError `fresh_proof_needed` until `proveAgain` was called.
 */
export function connectAdmin({ server, credentials, fetch }: AccountConnection) {
  const { call } = createTransport(server, fetch, credentials);
  return {
    listAccounts: (wish: RequestOf<typeof ListAccounts> = {}) => retry(() => call(ListAccounts, wish)),
    disableAccount: (username: string) => call(DisableAccount, { username }),
    enableAccount: (username: string) => call(EnableAccount, { username }),
    changeRole: (change: RequestOf<typeof ChangeRole>) => call(ChangeRole, change),
    createInvite: (wish: RequestOf<typeof CreateInvite> = {}) => call(CreateInvite, wish),
    listInvites: (before?: InviteCursor) => retry(() => call(ListInvites, { before })),
    revokeInvite: (id: Bytes) => call(RevokeInvite, { id }),
    listAudit: (before?: number) => retry(() => call(ListAudit, { before })),
    verifyAudit: () => retry(() => call(VerifyAudit, undefined)),
  };
}

export type Admin = ReturnType<typeof connectAdmin>;
