import {
  createNoticeBoard,
  createOwnSession,
  createRegistrationOffer,
  createSessionNews,
  createSigningIn,
  nameBrowser,
  type NoticeBoard,
  type OwnSession,
} from "@tacet/client/account-pages";
import { connectAccount } from "@tacet/client/accounts";
import type { OwnAccount } from "@tacet/protocol";
import type { ReactElement, ReactNode } from "react";
import type { AccountSection } from "../features/accounts/account-frame.tsx";
import { AccountGate } from "../features/accounts/account-gate.tsx";
import { AccountSectionPage } from "../features/accounts/account-section-page.tsx";

export type ShowSection = (account: OwnAccount) => ReactNode;
export type PrepareSection = (session: OwnSession, board: NoticeBoard) => ShowSection;

/** A part of one's own account, for whoever is signed in or signs in at its place. */
export function startSection(section: AccountSection, at: Location, prepare: PrepareSection): ReactElement {
  const gate = startSession(at);
  const board = createNoticeBoard(gate.session);
  const show = prepare(gate.session, board);
  return (
    <AccountGate {...gate}>
      {(state) => (
        <AccountSectionPage session={gate.session} state={state} section={section} board={board}>
          {show(state.account)}
        </AccountSectionPage>
      )}
    </AccountGate>
  );
}

export function startSession(at: Location) {
  const account = connect(at);
  const session = createOwnSession(account, createSessionNews());
  void session.look();
  return {
    session,
    offer: createRegistrationOffer(account),
    startSigningIn: () => createSigningIn({ account, label: label(), onSignedIn: session.enter }),
  };
}

export const connect = ({ origin }: Location) => connectAccount({ server: origin, credentials: "cookie" });
export const label = (): string => nameBrowser(navigator.userAgent);
