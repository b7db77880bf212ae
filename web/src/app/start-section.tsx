import {
  createNoticeBoard,
  createOwnSession,
  createRecoveryKeeping,
  createServerOffer,
  createSessionNews,
  createSigningIn,
  createWaitingRecovery,
  forgetWithoutSession,
  nameBrowser,
  type NoticeBoard,
  type OwnSession,
  type ServerOffer,
  type WaitingRecovery,
} from "@tacet/client/account-pages";
import { connectAccount } from "@tacet/client/accounts";
import type { OwnAccount } from "@tacet/protocol";
import type { ReactElement, ReactNode } from "react";
import { AccountNav, type AccountSection } from "../features/accounts/account-frame.tsx";
import { AccountGate } from "../features/accounts/account-gate.tsx";
import { AccountSectionPage } from "../features/accounts/account-section-page.tsx";
import { WaitingRecoveryWarning } from "../features/accounts/waiting-recovery-part.tsx";

/** What a section may stand on. */
export interface SectionParts {
  readonly session: OwnSession;
  readonly offer: ServerOffer;
  readonly board: NoticeBoard;
  readonly waiting: WaitingRecovery;
}

export type ShowSection = (account: OwnAccount) => ReactNode;

/** A part of one's own account, for whoever is signed in or signs in at its place. */
export function startSection(
  section: AccountSection,
  at: Location,
  prepare: (parts: SectionParts) => ShowSection,
): ReactElement {
  const gate = startSession(at);
  const board = createNoticeBoard(gate.session);
  const waiting = createWaitingRecovery(gate.session);
  const show = prepare({ ...gate, board, waiting });
  return (
    <AccountGate {...gate}>
      {(state) => (
        <AccountSectionPage
          session={gate.session}
          state={state}
          nav={<AccountNav section={section} role={state.account.role} board={board} />}
        >
          {/* There it is told in full. */}
          {section !== "security" && <WaitingRecoveryWarning waiting={waiting} />}
          {show(state.account)}
        </AccountSectionPage>
      )}
    </AccountGate>
  );
}

/** Asks who is signed in, and brings what a gate needs to ask for that. */
export function startSession(at: Location) {
  const account = connect(at);
  const session = createOwnSession(account, createSessionNews());
  const onSignedIn = (own: OwnAccount): void => {
    createRecoveryKeeping(() => localStorage).forgetOf(own);
    session.enter(own);
  };
  forgetWithoutSession(session, wipeKept);
  void session.look();
  return {
    session,
    offer: createServerOffer(account),
    startSigningIn: () => createSigningIn({ account, label: label(), onSignedIn }),
  };
}

/** Only those who leave need it. */
const wipeKept = async (): Promise<void> => (await import("@tacet/client/kept-in-browser")).wipeAllKeptRecords();

export const connect = ({ origin }: Location) => connectAccount({ server: origin, credentials: "cookie" });
export const label = (): string => nameBrowser(navigator.userAgent);
