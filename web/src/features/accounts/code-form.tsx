import type { ProofState } from "@tacet/client/account-pages";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { controlLook, Field } from "../../ui/field.tsx";
import { useSecondsLeft } from "../../ui/use-seconds-left.ts";
import { useProblemWords } from "./problem-words.ts";
import { WaitingSubmit } from "./waiting-submit.tsx";

interface CodeFormProps {
  readonly state: Extract<ProofState, { kind: "code_asked" | "checking" }>;
  readonly onCode: (code: string) => void;
  readonly onStartAgain: () => void;
}

const CODE_LENGTH = 6;

/** The second step, where a phone is asked too. */
export function CodeForm({ state, onCode, onStartAgain }: CodeFormProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const [code, setCode] = useState("");
  const isChecking = state.kind === "checking";
  const secondsLeft = useSecondsLeft(isChecking ? 0 : state.openAt);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isChecking && secondsLeft === 0) onCode(code);
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <Field label={say("account.code")} error={!isChecking && state.problem ? describe(state.problem) : undefined}>
        {(control) => (
          <input
            {...control}
            value={code}
            onChange={({ target }) => setCode(digitsIn(target.value))}
            required
            pattern={`\\d{${CODE_LENGTH}}`}
            inputMode="numeric"
            autoComplete="one-time-code"
            dir="ltr"
            translate="no"
            className={`${controlLook} max-w-48 font-mono tracking-[0.2em]`}
          />
        )}
      </Field>
      <WaitingSubmit
        label={say("account.code.give")}
        secondsLeft={secondsLeft}
        busyWith={isChecking ? say("account.code.checking") : undefined}
      >
        <Button tone="quiet" isBlocked={isChecking} onClick={onStartAgain}>
          {say("account.code.again")}
        </Button>
      </WaitingSubmit>
    </form>
  );
}

/** However it is pasted, and also from a keyboard that writes Arabic or Persian digits. */
const digitsIn = (text: string): string =>
  text
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\D/g, "")
    .slice(0, CODE_LENGTH);
