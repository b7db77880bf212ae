import type { ProofState } from "@tacet/client/account-pages";
import type { OwnAccount, Proofs } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useSecondsLeft } from "../../ui/use-seconds-left.ts";
import { OwnerOfSecret } from "./owner-of-secret.tsx";
import { useProblemWords } from "./problem-words.ts";
import { SecretFields } from "./secret-fields.tsx";
import { proofsFor, secretsOf } from "./secret-needs.ts";
import { WaitingSubmit } from "./waiting-submit.tsx";

interface ProveFormProps {
  readonly state: Extract<ProofState, { kind: "proofs_asked" | "checking" }>;
  readonly account: OwnAccount;
  readonly onGive: (proofs: Proofs) => void;
  readonly onRefuse: () => void;
}

export function ProveForm({ state, account, onGive, onRefuse }: ProveFormProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const [proofs, setProofs] = useState<Proofs>({});
  const needs = secretsOf(account.signInNeeds);
  const isChecking = state.kind === "checking";
  const secondsLeft = useSecondsLeft(isChecking ? 0 : state.openAt);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isChecking && secondsLeft === 0) onGive(needs ? proofsFor(needs, proofs) : {});
  }

  return (
    <form onSubmit={submit} className="space-y-6">
      <OwnerOfSecret username={account.username} />
      {needs && <SecretFields needs={needs} proofs={proofs} onChange={setProofs} />}
      {!isChecking && state.problem && <Notice tone="error">{describe(state.problem)}</Notice>}
      <WaitingSubmit
        label={say(needs ? "prove.submit" : "account.code.send")}
        secondsLeft={secondsLeft}
        busyWith={isChecking ? say("account.asking") : undefined}
      >
        <Button tone="quiet" onClick={onRefuse}>
          {say("prove.cancel")}
        </Button>
      </WaitingSubmit>
    </form>
  );
}
