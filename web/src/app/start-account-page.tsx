import {
  createAccountChanging,
  createAccountLeaving,
  createDeviceList,
  createEmailSetting,
  createPhoneChanging,
  createRegistering,
} from "@tacet/client/account-pages";
import type { Bytes } from "@tacet/protocol";
import type { ReactElement } from "react";
import type { AccountSection } from "../features/accounts/account-frame.tsx";
import { AccountGate } from "../features/accounts/account-gate.tsx";
import { DevicesSection } from "../features/accounts/devices-section.tsx";
import { LeaveSection } from "../features/accounts/leave-section.tsx";
import { PrivacySection } from "../features/accounts/privacy-section.tsx";
import { ProfileSection } from "../features/accounts/profile-section.tsx";
import { SecuritySection } from "../features/accounts/security-section.tsx";
import { RegisterPage } from "../features/accounts/register-page.tsx";
import { saveFile } from "../ui/save-file.ts";
import { connect, label, startSection, startSession, type SectionParts, type ShowSection } from "./start-section.tsx";

/** Where everybody comes who has just signed in or made an account: by an address that takes the place of this one, and of an invite in it. */
const HOME = "/account";

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

export const startSectionPage = (section: SectionHere, at: Location): ReactElement =>
  startSection(section, at, (parts) => sectionsOf(parts)[section]());

/** The others are scripts of their own. */
export type SectionHere = Exclude<AccountSection, "people">;

const sectionsOf = ({
  session,
  offer,
  board,
  waiting,
}: SectionParts): Readonly<Record<SectionHere, () => ShowSection>> => ({
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
    const email = createEmailSetting(session);
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
