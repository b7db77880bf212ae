import type { AccountChanging, NoticeBoard } from "@tacet/client/account-pages";
import type { OwnAccount } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Facts } from "../../ui/facts.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { Lately } from "./lately.tsx";
import { ProfileForm } from "./profile-form.tsx";

export interface SectionProps {
  readonly account: OwnAccount;
  readonly changing: AccountChanging;
}

export const needsWords = {
  password: "needs.password",
  phrase: "needs.phrase",
  password_and_phrase: "needs.password_and_phrase",
  phone: "needs.phone",
  password_and_phone: "needs.password_and_phone",
} as const;

interface ProfileSectionProps extends SectionProps {
  readonly board: NoticeBoard;
}

export function ProfileSection({ account, changing, board }: ProfileSectionProps) {
  const { say, sayTime } = useLanguage();
  const address = (
    <span dir="ltr" translate="no" className="wrap-anywhere">
      {account.address}
    </span>
  );
  return (
    <Page title={<PageTitle>{say("settings.profile")}</PageTitle>} intro={say("profile.intro")}>
      <Lately board={board} />
      <ProfileForm account={account} changing={changing} />
      <Facts
        facts={[
          [say("profile.address"), address],
          [say("profile.signIn"), say(needsWords[account.signInNeeds])],
          [say("profile.since"), sayTime(account.createdAt)],
        ]}
      />
    </Page>
  );
}
