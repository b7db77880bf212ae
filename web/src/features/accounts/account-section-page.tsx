import type { NoticeBoard, OwnSession, SignedInState } from "@tacet/client/account-pages";
import type { ReactNode } from "react";
import { useObservable } from "../../ui/use-observable.ts";
import { AccountFrame, type AccountSection } from "./account-frame.tsx";
import { ProveDialog } from "./prove-dialog.tsx";

interface AccountSectionPageProps {
  readonly session: OwnSession;
  readonly state: SignedInState;
  readonly section: AccountSection;
  readonly board: NoticeBoard;
  readonly children: ReactNode;
}

/** A part of one's own account. */
export function AccountSectionPage({ session, state, section, board, children }: AccountSectionPageProps) {
  const request = useObservable(session.proofRequest);
  const notices = useObservable(board.state);
  return (
    // Another person's forms are other forms.
    <AccountFrame
      key={state.account.username}
      state={state}
      section={section}
      unseen={notices.kind === "known" ? notices.unseen : 0}
      onSignOut={() => void session.signOut()}
    >
      {children}
      {request && <ProveDialog request={request} account={state.account} />}
    </AccountFrame>
  );
}
