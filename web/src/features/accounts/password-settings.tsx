import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Section } from "../../ui/section.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { useObservable } from "../../ui/use-observable.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { OwnerOfSecret } from "./owner-of-secret.tsx";
import type { SectionProps } from "./profile-section.tsx";
import { SavingSubmit } from "./saving-submit.tsx";
import { useKnownOfOwner } from "./use-known-of-owner.ts";

export function PasswordSettings({ account, changing }: SectionProps) {
  const { say } = useLanguage();
  const state = useObservable(changing.state);
  const known = useKnownOfOwner(account);
  const [password, setPassword] = useState("");
  const isChanged = password !== "";
  useLeaveWarning(isChanged);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await changing.changeCredentials({ password });
    if (changing.state.get().outcome === "saved") setPassword("");
  }

  return (
    <Section title={say("account.password")}>
      <p>{say(account.has.password ? "security.password.set" : "security.password.unset")}</p>
      <form onSubmit={(event) => void submit(event)} className="space-y-5">
        <OwnerOfSecret username={account.username} />
        <NewPasswordField secret={password} onChange={setPassword} known={known} />
        <SavingSubmit
          state={state}
          isChanged={isChanged}
          label={say(account.has.password ? "security.password.change" : "security.password.add")}
          saved={say("security.saved")}
        />
      </form>
    </Section>
  );
}
