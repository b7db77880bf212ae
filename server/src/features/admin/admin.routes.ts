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
} from "@tacet/protocol";
import type { Serve } from "../../http/serve-endpoint.ts";
import type { Admin } from "./admin.ts";

export function serveAdmin(serve: Serve, { accounts, invites, readAudit, verifyAudit }: Admin): void {
  serve(ListAccounts, (wish) => accounts.list(wish));
  serve(DisableAccount, ({ username }, { session }) => accounts.disable(session.accountId, username));
  serve(EnableAccount, ({ username }, { session }) => accounts.enable(session.accountId, username));
  serve(ChangeRole, (wish, { session }) => accounts.changeRole(session.accountId, wish));
  serve(CreateInvite, (wish, { session }) => invites.create(session.accountId, wish));
  serve(ListInvites, (wish) => invites.list(wish));
  serve(RevokeInvite, async ({ id }, { session }) => (await invites.revoke(session.accountId, id), {}));
  serve(ListAudit, (wish) => readAudit(wish));
  serve(VerifyAudit, () => verifyAudit());
}
