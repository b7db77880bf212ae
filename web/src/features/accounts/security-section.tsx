import type {
  AccountChanging,
  EmailSetting,
  PhoneChanging,
  ServerOffer,
  WaitingRecovery,
} from "@tacet/client/account-pages";
import type { OwnAccount } from "@tacet/protocol";
import { useEffect } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Margin } from "../../ui/margin.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { EmailSettings } from "./email-settings.tsx";
import { PasswordSettings } from "./password-settings.tsx";
import { PhoneSettings } from "./phone-settings.tsx";
import { PhraseSettings } from "./phrase-settings.tsx";
import { SignInSettings } from "./sign-in-settings.tsx";
import { WaitingRecoveryPart } from "./waiting-recovery-part.tsx";

interface SecuritySectionProps {
  readonly account: OwnAccount;
  /** One for each part, so that each says what became of it alone. */
  readonly changing: Readonly<Record<"signIn" | "password" | "phrase", AccountChanging>> & {
    readonly phone: PhoneChanging;
  };
  readonly offer: ServerOffer;
  readonly email: EmailSetting;
  readonly waiting: WaitingRecovery;
}

/** What guards the account. A part more is a `Section` more. */
export function SecuritySection({ account, changing, offer, email, waiting }: SecuritySectionProps) {
  const { say } = useLanguage();
  const offered = useObservable(offer.state);
  useEffect(() => void offer.look(), [offer]);
  return (
    <Page
      title={<PageTitle>{say("settings.security")}</PageTitle>}
      intro={say("security.intro")}
      margin={
        <Margin title={say("security.aside.title")}>
          <p>{say("security.aside.proof")}</p>
          <p>{say("security.aside.told")}</p>
          <p>{say("security.aside.lost")}</p>
        </Margin>
      }
    >
      <WaitingRecoveryPart waiting={waiting} />
      <SignInSettings account={account} changing={changing.signIn} />
      <PasswordSettings account={account} changing={changing.password} />
      <PhraseSettings account={account} changing={changing.phrase} />
      <PhoneSettings account={account} changing={changing.phone} offered={offered} />
      <EmailSettings account={account} setting={email} offered={offered} />
    </Page>
  );
}
