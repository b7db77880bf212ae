import type { OwnAccount } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { Section } from "../../ui/section.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { useObservable } from "../../ui/use-observable.ts";
import { needsWords, type SectionProps } from "./profile-section.tsx";
import { SavingSubmit } from "./saving-submit.tsx";
import { SecurityRemark } from "./security-remark.tsx";

const ways = [
  { value: "password", takes: ["password"], text: "register.way.password.text" },
  { value: "phrase", takes: ["phrase"], text: "security.signIn.phrase" },
  { value: "password_and_phrase", takes: ["password", "phrase"], text: "register.way.both.text" },
  { value: "phone", takes: ["phone"], text: "security.signIn.phone" },
  { value: "password_and_phone", takes: ["password", "phone"], text: "security.signIn.password_and_phone" },
] as const;

/** Nobody can choose to be asked for what they do not have. */
function waysOpenTo({ has, phone }: OwnAccount) {
  const held = { ...has, phone: phone !== undefined };
  return ways.filter(({ takes }) => takes.every((each) => held[each]));
}

/** What a sign-in asks for. */
export function SignInSettings({ account, changing }: SectionProps) {
  const { say } = useLanguage();
  const state = useObservable(changing.state);
  const [wanted, setWanted] = useState(account.signInNeeds);
  const open = waysOpenTo(account);
  // What it takes may have been taken away since it was chosen.
  const signInNeeds = open.some(({ value }) => value === wanted) ? wanted : account.signInNeeds;
  const isChanged = signInNeeds !== account.signInNeeds;
  useLeaveWarning(isChanged);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (isChanged) void changing.changeCredentials({ signInNeeds });
  }

  return (
    <Section title={say("security.signIn")}>
      {open.length === 1 ? (
        <p>{say("security.signIn.only", { way: say(needsWords[account.signInNeeds]) })}</p>
      ) : (
        <form onSubmit={submit} className="space-y-5">
          <ChoiceGroup
            legend={say("security.signIn.legend")}
            choices={open.map(({ value, text }) => ({ value, label: say(needsWords[value]), explanation: say(text) }))}
            value={signInNeeds}
            onChange={setWanted}
          />
          <SavingSubmit
            state={state}
            isChanged={isChanged}
            label={say("security.signIn.save")}
            saved={say("security.saved")}
          />
        </form>
      )}
      {!account.has.password && <SecurityRemark>{say("security.signIn.noPassword")}</SecurityRemark>}
      {!account.has.phrase && <SecurityRemark>{say("security.signIn.noPhrase")}</SecurityRemark>}
    </Section>
  );
}
