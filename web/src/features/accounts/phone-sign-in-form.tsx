import type { ProofState } from "@tacet/client/account-pages";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useSecondsLeft } from "../../ui/use-seconds-left.ts";
import { PhoneField } from "./phone-field.tsx";
import { useProblemWords } from "./problem-words.ts";
import { SecurityRemark } from "./security-remark.tsx";
import { WaitingSubmit } from "./waiting-submit.tsx";

interface PhoneSignInFormProps {
  readonly state: Extract<ProofState, { kind: "proofs_asked" | "checking" }>;
  /** What was typed before. */
  readonly phone: string;
  readonly onPhone: (phone: string) => void;
  readonly onOtherWay: () => void;
}

/** For accounts that take nothing but a code. */
export function PhoneSignInForm({ state, phone: before, onPhone, onOtherWay }: PhoneSignInFormProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const [phone, setPhone] = useState(before);
  const isChecking = state.kind === "checking";
  const secondsLeft = useSecondsLeft(isChecking ? 0 : state.openAt);
  const problem = isChecking ? undefined : state.problem;
  const isOfPhone = problem?.code === "phone_refused" || problem?.code === "phone_unavailable";

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isChecking && secondsLeft === 0) onPhone(phone);
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <PhoneField
        phone={phone}
        onChange={setPhone}
        error={problem && isOfPhone ? describe(problem) : undefined}
        focus="taken"
      />
      <SecurityRemark>{say("signIn.phone.text")}</SecurityRemark>
      {problem && !isOfPhone && <Notice tone="error">{describe(problem)}</Notice>}
      <WaitingSubmit
        label={say("account.code.send")}
        secondsLeft={secondsLeft}
        busyWith={isChecking ? say("account.code.sending") : undefined}
      >
        <Button tone="quiet" isBlocked={isChecking} onClick={onOtherWay}>
          {say("signIn.byUsername")}
        </Button>
      </WaitingSubmit>
    </form>
  );
}
