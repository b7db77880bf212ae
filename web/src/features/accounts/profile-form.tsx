import { MAX_BIO_CHARACTERS, MAX_DISPLAY_NAME_CHARACTERS } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { isLanguageTag, languages } from "../../languages/languages.ts";
import { useLanguage } from "../../languages/use-language.ts";
import { controlLook, Field } from "../../ui/field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { useObservable } from "../../ui/use-observable.ts";
import { changesIn } from "./changes-in.ts";
import type { SectionProps } from "./profile-section.tsx";
import { SavingSubmit } from "./saving-submit.tsx";

const languageChoices = Object.entries(languages).map(([value, { name }]) => ({ value, label: name }));

export function ProfileForm({ account, changing }: SectionProps) {
  const { say } = useLanguage();
  const state = useObservable(changing.state);
  const { displayName, bio, language } = account;
  const [draft, setDraft] = useState({ displayName, bio, language });
  const change = (fields: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...fields }));
  const changes = changesIn(draft, account);
  useLeaveWarning(changes !== undefined);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (changes) void changing.changeProfile(changes);
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <Field label={say("profile.displayName")} hint={say("profile.displayName.hint")}>
        {(control) => (
          <input
            {...control}
            value={draft.displayName}
            onChange={({ target }) => change({ displayName: target.value })}
            maxLength={MAX_DISPLAY_NAME_CHARACTERS}
            dir="auto"
            autoComplete="off"
            className={controlLook}
          />
        )}
      </Field>
      <Field label={say("profile.bio")} hint={say("profile.bio.hint")}>
        {(control) => (
          <textarea
            {...control}
            value={draft.bio}
            onChange={({ target }) => change({ bio: target.value })}
            maxLength={MAX_BIO_CHARACTERS}
            rows={4}
            autoComplete="off"
            className={`${controlLook} block resize-y plaintext`}
          />
        )}
      </Field>
      <SelectField
        label={say("profile.language")}
        hint={say("profile.language.hint")}
        choices={languageChoices}
        value={draft.language}
        onChange={(tag) => isLanguageTag(tag) && change({ language: tag })}
      />
      <SavingSubmit state={state} isChanged={changes !== undefined} />
    </form>
  );
}
