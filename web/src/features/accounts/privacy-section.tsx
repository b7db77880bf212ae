import { Audience } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { useObservable } from "../../ui/use-observable.ts";
import { changesIn } from "./changes-in.ts";
import type { SectionProps } from "./profile-section.tsx";
import { SavingSubmit } from "./saving-submit.tsx";

const audienceWords = {
  everybody: "privacy.audience.everybody",
  acquaintances: "privacy.audience.acquaintances",
  nobody: "privacy.audience.nobody",
} as const;

const questions = {
  findByUsername: "privacy.findByUsername",
  findByPhone: "privacy.findByPhone",
  showLastSeen: "privacy.showLastSeen",
} as const;

export function PrivacySection({ account, changing }: SectionProps) {
  const { say } = useLanguage();
  const state = useObservable(changing.state);
  const { findByUsername, findByPhone, showLastSeen } = account;
  const [draft, setDraft] = useState({ findByUsername, findByPhone, showLastSeen });
  const changes = changesIn(draft, account);
  const choices = Audience.options.map((value) => ({ value, label: say(audienceWords[value]) }));
  // Nobody finds an account by a number that it does not have.
  const asked = (["findByUsername", "findByPhone", "showLastSeen"] as const).filter(
    (name) => name !== "findByPhone" || account.phone !== undefined,
  );
  useLeaveWarning(changes !== undefined);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (changes) void changing.changePrivacy(changes);
  }

  return (
    <Page title={<PageTitle>{say("settings.privacy")}</PageTitle>} intro={say("privacy.intro")}>
      <form onSubmit={submit} className="space-y-7">
        {asked.map((name) => (
          <SelectField
            key={name}
            label={say(questions[name])}
            choices={choices}
            value={draft[name]}
            onChange={(value) => setDraft((before) => ({ ...before, [name]: Audience.parse(value) }))}
          />
        ))}
        <SavingSubmit state={state} isChanged={changes !== undefined} />
      </form>
    </Page>
  );
}
