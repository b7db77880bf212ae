import type { AccountDraft, OpenRegistration, PageProblem } from "@tacet/client/account-pages";
import { foldUsername, MAX_USERNAME_LENGTH, type Proofs } from "@tacet/protocol";
import { useDeferredValue, useMemo, useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useSecondsLeft } from "../../ui/use-seconds-left.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { NewPhraseField } from "./new-phrase-field.tsx";
import { useProblemWords } from "./problem-words.ts";
import { proofsFor, type SecretNeeds } from "./secret-needs.ts";
import { UsernameField } from "./username-field.tsx";
import { WaitingSubmit } from "./waiting-submit.tsx";

interface RegisterFormProps {
  readonly state: OpenRegistration;
  readonly onRegister: (draft: AccountDraft) => void;
}

const ways = [
  { value: "password", label: "register.way.password", explanation: "register.way.password.text" },
  { value: "phrase", label: "register.way.phrase", explanation: "register.way.phrase.text" },
  { value: "password_and_phrase", label: "register.way.both", explanation: "register.way.both.text" },
] as const;

const nameProblems: readonly PageProblem["code"][] = ["username_malformed", "username_refused", "username_taken"];

export function RegisterForm({ state, onRegister }: RegisterFormProps) {
  const { say, tag } = useLanguage();
  const describe = useRegisterProblemWords();
  const { serverName, activity, openAt, problem } = state;
  const [username, setUsername] = useState("");
  const [needs, setNeeds] = useState<SecretNeeds>("password");
  const [proofs, setProofs] = useState<Proofs>({});
  const [savedState, setSavedState] = useState<"on" | "off">("off");
  const addressHint = useAddressHint(username, serverName);
  const known = useWhatOthersKnow(username, serverName);
  const secondsLeft = useSecondsLeft(openAt);
  const isBusy = activity !== "none";
  const problemText = problem && describe(problem);
  const isOfName = problem !== undefined && nameProblems.includes(problem.code);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (isBusy || secondsLeft > 0) return;
    onRegister({ username, signInNeeds: needs, proofs: proofsFor(needs, proofs), language: tag });
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <UsernameField
        username={username}
        onChange={setUsername}
        maxLength={MAX_USERNAME_LENGTH}
        hint={addressHint}
        error={isOfName ? problemText : undefined}
      />
      <ChoiceGroup
        legend={say("register.way")}
        choices={ways.map(({ value, ...words }) => ({
          value,
          label: say(words.label),
          explanation: say(words.explanation),
        }))}
        value={needs}
        onChange={setNeeds}
      />
      {needs !== "phrase" && (
        <NewPasswordField
          secret={proofs.password ?? ""}
          onChange={(password) => setProofs((before) => ({ ...before, password }))}
          known={known}
        />
      )}
      {needs !== "password" && (
        <NewPhraseField
          secret={proofs.phrase ?? ""}
          onChange={(phrase) => setProofs((before) => ({ ...before, phrase }))}
          known={known}
          savedState={savedState}
          onSaved={setSavedState}
          purpose={needs === "phrase" ? "new-password" : undefined}
        />
      )}
      {problemText && !isOfName && <Notice tone="error">{problemText}</Notice>}
      <WaitingSubmit
        label={say("register.submit")}
        secondsLeft={secondsLeft}
        busyWith={isBusy ? say("register.sending") : undefined}
      />
    </form>
  );
}

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
