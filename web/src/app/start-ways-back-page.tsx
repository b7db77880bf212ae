import { createEmailConfirming, createRecovering, createRecoveryKeeping } from "@tacet/client/account-pages";
import { connectAccount } from "@tacet/client/accounts";
import type { ReactElement } from "react";
import { ConfirmPage } from "../features/accounts/recover/confirm-page.tsx";
import { RecoverPage } from "../features/accounts/recover/recover-page.tsx";

/** Where mailed links lead. */

export function startConfirmPage(at: Location): ReactElement {
  const account = connectAccount({ server: at.origin, credentials: "cookie" });
  const confirming = createEmailConfirming(account, takeFragment(at));
  return <ConfirmPage confirming={confirming} />;
}

export function startRecoverPage(at: Location): ReactElement {
  const account = connectAccount({ server: at.origin, credentials: "cookie" });
  const keeping = createRecoveryKeeping(() => localStorage);
  const recovering = createRecovering({ account, keeping, fragment: takeFragment(at) });
  void recovering.look();
  return <RecoverPage recovering={recovering} />;
}

/** What stands behind the #, which is then neither in the address bar nor in the history of the browser. */
function takeFragment({ hash, pathname }: Location): string {
  if (hash !== "") history.replaceState(null, "", pathname);
  return hash.slice(1);
}
