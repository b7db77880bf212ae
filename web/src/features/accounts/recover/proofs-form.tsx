import { proofsAsked, type ProofState, type ProvingState, type RecoveryEntry } from "@tacet/client/account-pages";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { Facts } from "../../../ui/facts.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { useSecondsLeft } from "../../../ui/use-seconds-left.ts";
import { OwnerOfSecret } from "../owner-of-secret.tsx";
import { SecretFields } from "../secret-fields.tsx";
import { PhoneField } from "../phone-field.tsx";
import type { SecretNeeds } from "../secret-needs.ts";
import { WaitingSubmit } from "../waiting-submit.tsx";
import { AsTyped } from "./as-typed.tsx";
import { useRecoveryProblemWords } from "./recovery-problem-words.ts";

interface ProofsFormProps {
  readonly answers: ProvingState["answers"];
  readonly state: Extract<ProofState, { kind: "proofs_asked" | "checking" }>;
  /** What was typed before. */
  readonly phone: string;
  readonly onGive: (entry: RecoveryEntry) => void;
  readonly onBack: () => void;
}

/** All that was said to be there, to be shown now. */
export function ProofsForm({ answers, state, phone: before, onGive, onBack }: ProofsFormProps) {
  const { say, tag } = useLanguage();
  const describe = useRecoveryProblemWords("proving");
  const [secrets, setSecrets] = useState<Pick<RecoveryEntry, "password" | "phrase">>({});
  const [phone, setPhone] = useState(before);
  const asked = proofsAsked(answers);
  const needs = secretsAmong(asked);
  const isChecking = state.kind === "checking";
  const secondsLeft = useSecondsLeft(isChecking ? 0 : state.openAt);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isChecking && secondsLeft === 0) onGive({ ...secrets, phone, language: tag });
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <OwnerOfSecret username={answers.who} />
      <Facts facts={[[say("recover.account"), <AsTyped key="who">{answers.who}</AsTyped>]]} />
      {asked.includes("email") && <p>{say("recover.proofs.link")}</p>}
      {needs && <SecretFields needs={needs} proofs={secrets} onChange={setSecrets} />}
      {asked.includes("phone") && <PhoneField label={say("recover.proofs.phone")} phone={phone} onChange={setPhone} />}
      {!isChecking && state.problem && <Notice tone="error">{describe(state.problem)}</Notice>}
      <WaitingSubmit
        label={say("recover.next")}
        secondsLeft={secondsLeft}
        busyWith={isChecking ? say("account.asking") : undefined}
      >
        <Button tone="quiet" isBlocked={isChecking} onClick={onBack}>
          {say("recover.back")}
        </Button>
      </WaitingSubmit>
    </form>
  );
}

function secretsAmong(asked: ReturnType<typeof proofsAsked>): SecretNeeds | undefined {
  if (asked.includes("password")) return asked.includes("phrase") ? "password_and_phrase" : "password";
  return asked.includes("phrase") ? "phrase" : undefined;
}
