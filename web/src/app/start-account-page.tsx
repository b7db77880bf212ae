import {
  createAccountChanging,
  createAccountLeaving,
  createDeviceList,
  createEmailSetting,
  createNoticeBoard,
  createOwnSession,
  createPhoneChanging,
  createRecoveryKeeping,
  createRegistering,
  createServerOffer,
  createSessionNews,
  createSigningIn,
  createWaitingRecovery,
  nameBrowser,
  type NoticeBoard,
  type OwnSession,
  type ServerOffer,
  type WaitingRecovery,
} from "@tacet/client/account-pages";
import { connectAccount, type Account } from "@tacet/client/accounts";
import type { Bytes, OwnAccount } from "@tacet/protocol";
import type { ReactElement, ReactNode } from "react";
import { AccountNav, type AccountSection } from "../features/accounts/account-frame.tsx";
import { AccountGate } from "../features/accounts/account-gate.tsx";
import { AccountSectionPage } from "../features/accounts/account-section-page.tsx";
import { DevicesSection } from "../features/accounts/devices-section.tsx";
import { LeaveSection } from "../features/accounts/leave-section.tsx";
import { PrivacySection } from "../features/accounts/privacy-section.tsx";
import { ProfileSection } from "../features/accounts/profile-section.tsx";
import { SecuritySection } from "../features/accounts/security-section.tsx";
import { WaitingRecoveryWarning } from "../features/accounts/waiting-recovery-part.tsx";
import { RegisterPage } from "../features/accounts/register-page.tsx";
import { saveFile } from "../ui/save-file.ts";

/** Where everybody comes who has just signed in or made an account: by an address that takes the place of this one, and of an invite in it. */
const HOME = "/account";

const connect = ({ origin }: Location) => connectAccount({ server: origin, credentials: "cookie" });
const label = (): string => nameBrowser(navigator.userAgent);

export function startRegisterPage(at: Location): ReactElement {
  const registering = createRegistering({
    account: connect(at),
    label: label(),
    fragment: at.hash.slice(1),
    onRegistered: () => at.replace(HOME),
  });
  void registering.look();
  return <RegisterPage registering={registering} />;
}

export function startSignInPage(at: Location): ReactElement {
  const gate = startSession(at);
  const { state } = gate.session;
  state.subscribe(() => state.get().kind === "signed_in" && at.replace(HOME));
  return <AccountGate {...gate}>{() => null}</AccountGate>;
}

export function startSectionPage(section: AccountSection, at: Location): ReactElement {
  const gate = startSession(at);
  const board = createNoticeBoard(gate.session);
  const waiting = createWaitingRecovery(gate.session);
  const show = sectionsOf({ ...gate, board, waiting })[section]();
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
  void session.look();
  return {
    account,
    session,
    offer: createServerOffer(account),
    startSigningIn: () => createSigningIn({ account, label: label(), onSignedIn }),
  };
}

type ShowSection = (account: OwnAccount) => ReactNode;

interface SectionParts {
  readonly account: Account;
  readonly session: OwnSession;
  readonly offer: ServerOffer;
  readonly board: NoticeBoard;
  readonly waiting: WaitingRecovery;
}

const sectionsOf = ({
  account: server,
  session,
  offer,
  board,
  waiting,
}: SectionParts): Readonly<Record<AccountSection, () => ShowSection>> => ({
  profile: () => {
    const changing = createAccountChanging(session);
    return (account) => <ProfileSection account={account} changing={changing} board={board} />;
  },
  security: () => {
    const changing = {
      signIn: createAccountChanging(session),
      password: createAccountChanging(session),
      phrase: createAccountChanging(session),
      phone: createPhoneChanging(session),
    };
    const email = createEmailSetting({ account: server, session });
    return (account) => (
      <SecuritySection account={account} changing={changing} offer={offer} email={email} waiting={waiting} />
    );
  },
  privacy: () => {
    const changing = createAccountChanging(session);
    return (account) => <PrivacySection account={account} changing={changing} />;
  },
  devices: () => {
    const list = createDeviceList(session);
    return () => <DevicesSection list={list} />;
  },
  leave: () => {
    const leaving = createAccountLeaving({ session, save: saveExport });
    return (account) => <LeaveSection account={account} leaving={leaving} />;
  },
});

const saveExport = (document: Bytes, username: string): void =>
  saveFile(new Blob([document], { type: "application/json" }), `tacet-${username}.json`);
