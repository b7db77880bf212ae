import { useRef, useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { useObservable } from "../../ui/use-observable.ts";
import { NewPhraseField } from "./new-phrase-field.tsx";
import { OwnerOfSecret } from "./owner-of-secret.tsx";
import type { SectionProps } from "./profile-section.tsx";
import { SavingSubmit } from "./saving-submit.tsx";
import { SecurityRemark } from "./security-remark.tsx";
import { useKnownOfOwner } from "./use-known-of-owner.ts";

const nothing = { phrase: "", savedState: "off" } as const;

interface PhraseDraft {
  readonly phrase: string;
  readonly savedState: "on" | "off";
}

export function PhraseSettings({ account, changing }: SectionProps) {
  const { say } = useLanguage();
  const state = useObservable(changing.state);
  const known = useKnownOfOwner(account);
  const section = useRef<HTMLElement>(null);
  const [{ phrase, savedState }, setDraft] = useState<PhraseDraft>(nothing);
  const isChanged = phrase !== "";
  useLeaveWarning(isChanged);

  async function change(wanted: string | null): Promise<void> {
    await changing.changeCredentials({ phrase: wanted });
    if (changing.state.get().outcome !== "saved") return;
    setDraft(nothing);
    // The button that was pressed is gone.
    if (wanted === null) section.current?.focus();
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void change(phrase);
  }

  return (
    <Section title={say("account.phrase")} ref={section}>
      <p>{say(account.has.phrase ? "security.phrase.set" : "security.phrase.unset")}</p>
      <form onSubmit={submit} className="space-y-5">
        <OwnerOfSecret username={account.username} />
        <NewPhraseField
          secret={phrase}
          onChange={(typed) => setDraft({ phrase: typed, savedState: "off" })}
          known={known}
          savedState={savedState}
          onSaved={(saved) => setDraft({ phrase, savedState: saved })}
          purpose={account.signInNeeds === "phrase" ? "new-password" : undefined}
        />
        <SavingSubmit
          state={state}
          isChanged={isChanged}
          label={say(account.has.phrase ? "security.phrase.change" : "security.phrase.add")}
          saved={say("security.saved")}
        />
      </form>
      {account.has.phrase && (
        <PhraseRemoval account={account} isBlocked={state.activity !== "none"} onRemove={() => void change(null)} />
      )}
    </Section>
  );
}

interface PhraseRemovalProps extends Pick<SectionProps, "account"> {
  readonly isBlocked: boolean;
  readonly onRemove: () => void;
}

function PhraseRemoval({ account: { signInNeeds }, isBlocked, onRemove }: PhraseRemovalProps) {
  const { say } = useLanguage();
  if (signInNeeds === "phrase" || signInNeeds === "password_and_phrase") {
    return <SecurityRemark>{say("security.phrase.needed")}</SecurityRemark>;
  }
  return (
    <Button tone="risky" isBlocked={isBlocked} onClick={onRemove}>
      {say("security.phrase.remove")}
    </Button>
  );
}
