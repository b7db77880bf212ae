import type { AccountDraft, OpenRegistration, PageProblem } from "@tacet/client/account-pages";
import { foldUsername, MAX_USERNAME_LENGTH, type Proofs } from "@tacet/protocol";
import { useDeferredValue, useMemo, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useSecondsLeft } from "../../ui/use-seconds-left.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { NewPhraseField } from "./new-phrase-field.tsx";
import { PhoneField } from "./phone-field.tsx";
import { useProblemWords } from "./problem-words.ts";
import { accountOf, type RegisterDraft } from "./register-draft.ts";
import { secretsOf, takesPhone } from "./secret-needs.ts";
import { UsernameField } from "./username-field.tsx";
import { WaitingSubmit } from "./waiting-submit.tsx";

interface RegisterFormProps {
  readonly state: OpenRegistration;
  readonly draft: RegisterDraft;
  readonly onDraft: (draft: RegisterDraft) => void;
  readonly onRegister: (account: AccountDraft) => void;
}

const ways = [
  { value: "password", label: "register.way.password", explanation: "register.way.password.text" },
  { value: "phrase", label: "register.way.phrase", explanation: "register.way.phrase.text" },
  { value: "password_and_phrase", label: "register.way.both", explanation: "register.way.both.text" },
  { value: "password_and_phone", label: "phone.way.both", explanation: "phone.way.both.text" },
  { value: "phone", label: "phone.way.alone", explanation: "phone.way.alone.text" },
] as const;

/** The fields that problems belong to; what is of none stands at the end. */
const fieldOf: Partial<Record<PageProblem["code"], "name" | "phone">> = {
  username_malformed: "name",
  username_refused: "name",
  username_taken: "name",
  phone_refused: "phone",
  phone_unavailable: "phone",
};

export function RegisterForm({ state, draft, onDraft, onRegister }: RegisterFormProps) {
  const { say, tag } = useLanguage();
  const describe = useRegisterProblemWords();
  const { serverName, activity, openAt, problem } = state;
  const { username, needs, proofs, savedState, phone } = draft;
  const change = (changes: Partial<RegisterDraft>): void => onDraft({ ...draft, ...changes });
  const changeProofs = (changed: Proofs): void => change({ proofs: { ...proofs, ...changed } });
  const secrets = secretsOf(needs);
  const addressHint = useAddressHint(username, serverName);
  const known = useWhatOthersKnow(username, serverName);
  const secondsLeft = useSecondsLeft(openAt);
  const place = problem && (fieldOf[problem.code] ?? "form");
  const problemAt = (where: typeof place): string | undefined =>
    problem && place === where ? describe(problem) : undefined;
  const formProblem = problemAt("form");

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (activity === "none" && secondsLeft === 0) onRegister(accountOf(draft, tag));
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <UsernameField
        username={username}
        onChange={(typed) => change({ username: typed })}
        maxLength={MAX_USERNAME_LENGTH}
        hint={addressHint}
        error={problemAt("name")}
      />
      <ChoiceGroup
        legend={say("register.way")}
        choices={ways
          .filter(({ value }) => state.phone || !takesPhone(value))
          .map(({ value, ...words }) => ({
            value,
            label: say(words.label),
            explanation: say(words.explanation),
          }))}
        value={needs}
        onChange={(chosen) => change({ needs: chosen })}
      />
      {secrets && secrets !== "phrase" && (
        <NewPasswordField
          secret={proofs.password ?? ""}
          onChange={(password) => changeProofs({ password })}
          known={known}
        />
      )}
      {secrets && secrets !== "password" && (
        <NewPhraseField
          secret={proofs.phrase ?? ""}
          onChange={(phrase) => changeProofs({ phrase })}
          known={known}
          savedState={savedState}
          onSaved={(saved) => change({ savedState: saved })}
          purpose={needs === "phrase" ? "new-password" : undefined}
        />
      )}
      {takesPhone(needs) && (
        <PhoneField phone={phone} onChange={(typed) => change({ phone: typed })} error={problemAt("phone")} />
      )}
      {formProblem && <Notice tone="error">{formProblem}</Notice>}
      <WaitingSubmit
        label={say(takesPhone(needs) ? "account.code.send" : "register.submit")}
        secondsLeft={secondsLeft}
        busyWith={activity === "none" ? undefined : say(busyWords[activity])}
      />
    </form>
  );
}

const busyWords = { sending: "account.code.sending", registering: "register.sending" } as const;

function useAddressHint(username: string, serverName: string): string {
  const { say } = useLanguage();
  const folded = foldUsername(username.trim());
  return folded ? say("register.address", { address: `${folded}@${serverName}` }) : say("register.username.hint");
}

/** Judged between two keystrokes, not during one. */
function useWhatOthersKnow(username: string, serverName: string): readonly string[] {
  const settled = useDeferredValue(username);
  return useMemo(() => [settled, serverName].filter((each) => each.length > 2), [settled, serverName]);
}

/** An account that may have been made is a reason to try it out, not to make it once more. */
function useRegisterProblemWords(): (problem: PageProblem) => string {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const unknown: readonly PageProblem["code"][] = ["outcome_unknown", "unreachable_server"];
  return (problem) => (unknown.includes(problem.code) ? say("register.outcomeUnknown") : describe(problem));
}
