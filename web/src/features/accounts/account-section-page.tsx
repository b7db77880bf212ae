import type { NoticeBoard, OwnSession, SignedInState, WaitingRecovery } from "@tacet/client/account-pages";
import type { ReactNode } from "react";
import { useObservable } from "../../ui/use-observable.ts";
import { AccountFrame, type AccountSection } from "./account-frame.tsx";
import { ProveDialog } from "./prove-dialog.tsx";
import { WaitingRecoveryWarning } from "./waiting-recovery-part.tsx";

interface AccountSectionPageProps {
  readonly session: OwnSession;
  readonly state: SignedInState;
  readonly section: AccountSection;
  readonly board: NoticeBoard;
  readonly waiting: WaitingRecovery;
  readonly children: ReactNode;
}

/** A part of one's own account. */
export function AccountSectionPage({ session, state, section, board, waiting, children }: AccountSectionPageProps) {
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
      {/* There it is told in full. */}
      {section !== "security" && <WaitingRecoveryWarning waiting={waiting} />}
      {children}
      {request && <ProveDialog request={request} account={state.account} />}
    </AccountFrame>
  );
}
