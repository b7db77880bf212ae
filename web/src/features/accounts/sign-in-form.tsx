import type { ProofState, SignInEntry } from "@tacet/client/account-pages";
import { MAX_EMAIL_CHARACTERS, type Proofs } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useSecondsLeft } from "../../ui/use-seconds-left.ts";
import { useProblemWords } from "./problem-words.ts";
import { SecretFields } from "./secret-fields.tsx";
import { proofsFor, type SecretNeeds } from "./secret-needs.ts";
import { UsernameField } from "./username-field.tsx";
import { WaitingSubmit } from "./waiting-submit.tsx";

interface SignInFormProps {
  readonly state: Extract<ProofState, { kind: "proofs_asked" | "checking" }>;
  readonly onSignIn: (entry: SignInEntry) => void;
  /** The other way, where the server offers it. */
  readonly onByPhone: (() => void) | undefined;
}

const ways = [
  { value: "password", label: "signIn.way.password" },
  { value: "phrase", label: "signIn.way.phrase" },
  { value: "password_and_phrase", label: "signIn.way.both" },
] as const;

/** The server never says what an account asks for, so that whoever signs in has to know it. */
export function SignInForm({ state, onSignIn, onByPhone }: SignInFormProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const [who, setWho] = useState("");
  const [needs, setNeeds] = useState<SecretNeeds>("password");
  const [proofs, setProofs] = useState<Proofs>({});
  const isChecking = state.kind === "checking";
  const secondsLeft = useSecondsLeft(isChecking ? 0 : state.openAt);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isChecking && secondsLeft === 0) onSignIn({ who, proofs: proofsFor(needs, proofs) });
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <UsernameField username={who} onChange={setWho} maxLength={MAX_EMAIL_CHARACTERS} />
      <ChoiceGroup
        legend={say("signIn.way")}
        choices={ways.map(({ value, label }) => ({ value, label: say(label) }))}
        value={needs}
        onChange={setNeeds}
      />
      <SecretFields needs={needs} proofs={proofs} onChange={setProofs} />
      {!isChecking && state.problem && <Notice tone="error">{describe(state.problem)}</Notice>}
      <WaitingSubmit
        label={say("signIn.submit")}
        secondsLeft={secondsLeft}
        busyWith={isChecking ? say("signIn.checking") : undefined}
      >
        {onByPhone && (
          <Button tone="quiet" isBlocked={isChecking} onClick={onByPhone}>
            {say("signIn.byPhone")}
          </Button>
        )}
      </WaitingSubmit>
    </form>
  );
}
