import type { OwnSession, SignedInState } from "@tacet/client/account-pages";
import type { ReactNode } from "react";
import { useObservable } from "../../ui/use-observable.ts";
import { AccountFrame } from "./account-frame.tsx";
import { ProveDialog } from "./prove-dialog.tsx";

interface AccountSectionPageProps {
  readonly session: OwnSession;
  readonly state: SignedInState;
  readonly nav: ReactNode;
  readonly children: ReactNode;
}

/** A page for whoever is signed in. What it asks a fresh proof for, waits until that is given. */
export function AccountSectionPage({ session, state, nav, children }: AccountSectionPageProps) {
  const request = useObservable(session.proofRequest);
  return (
    // Another person's forms are other forms.
    <AccountFrame key={state.account.username} state={state} nav={nav} onSignOut={() => void session.signOut()}>
      {children}
      {request && <ProveDialog request={request} account={state.account} />}
    </AccountFrame>
  );
}
