import type { PageProblem, PhoneChanging, PhoneChangingState, OfferedByServer } from "@tacet/client/account-pages";
import type { OwnAccount } from "@tacet/protocol";
import { useEffect, useRef } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/section.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { CodeForm } from "./code-form.tsx";
import { NewPhoneForm } from "./new-phone-form.tsx";
import { PhoneRemoval } from "./phone-removal.tsx";
import { phoneText } from "./phone-text.ts";
import { useProblemWords } from "./problem-words.ts";
import { SecurityRemark } from "./security-remark.tsx";

interface PhoneSettingsProps {
  readonly account: OwnAccount;
  readonly changing: PhoneChanging;
  /** Undefined until the server has said it. */
  readonly offered: OfferedByServer | undefined;
}

export function PhoneSettings({ account, changing, offered }: PhoneSettingsProps) {
  const { say } = useLanguage();
  const state = useObservable(changing.state);
  const section = useRef<HTMLElement>(null);
  const { asked, outcome } = state;
  const hasAsked = asked !== undefined;
  useEffect(() => {
    // What had the focus went with the step before.
    if (!hasAsked && (outcome === "set" || outcome === "removed")) section.current?.focus();
  }, [hasAsked, outcome]);

  if (!offered?.phone && account.phone === undefined && outcome === undefined) return null;
  return (
    <Section title={say("phone.title")} ref={section}>
      <p>{account.phone === undefined ? say("phone.unset") : say("phone.set", { phone: phoneText(account.phone) })}</p>
      {asked ? (
        <CodeForm
          code={asked.code}
          sentTo={{ to: "phone", phone: asked.phone }}
          onStartAgain={() => {
            changing.startAgain();
            section.current?.focus();
          }}
        />
      ) : (
        <PhoneForms account={account} changing={changing} state={state} isOffered={offered?.phone} />
      )}
    </Section>
  );
}

interface PhoneFormsProps extends Omit<PhoneSettingsProps, "offered"> {
  readonly state: PhoneChangingState;
  /** Undefined until it is known. */
  readonly isOffered: boolean | undefined;
}

const problemsOfNumber: readonly PageProblem["code"][] = ["phone_refused", "phone_unavailable"];

function PhoneForms({ account, changing, state: { activity, outcome }, isOffered }: PhoneFormsProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const problem = typeof outcome === "object" ? outcome : undefined;
  const isOfNumber = problem !== undefined && problemsOfNumber.includes(problem.code);
  return (
    <>
      {isOffered === false && <SecurityRemark>{say("phone.notOffered")}</SecurityRemark>}
      {isOffered && (
        <NewPhoneForm
          account={account}
          activity={activity}
          problem={isOfNumber ? describe(problem) : undefined}
          onPhone={changing.sendCode}
        />
      )}
      {account.phone !== undefined && (
        <PhoneRemoval account={account} activity={activity} onRemove={() => void changing.remove()} />
      )}
      {problem && !isOfNumber && <Notice tone="error">{describe(problem)}</Notice>}
      <StatusLine>
        {activity === "sending" && say("account.code.sending")}
        {activity === "removing" && say("settings.saving")}
        {(outcome === "set" || outcome === "removed") && say("security.saved")}
      </StatusLine>
    </>
  );
}
