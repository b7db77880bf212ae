import type { CodeAsking } from "@tacet/client/account-pages";
import { useEffect, useRef, useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { controlLook, Field } from "../../ui/field.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { useSecondsLeft } from "../../ui/use-seconds-left.ts";
import { phoneText } from "./phone-text.ts";
import { MOST_SECONDS } from "../../ui/use-words-of-problems.ts";
import { useProblemWords } from "./problem-words.ts";
import { WaitingSubmit } from "./waiting-submit.tsx";

interface CodeFormProps {
  readonly code: CodeAsking;
  /** Where it went, as far as the page may say so. */
  readonly sentTo: CodeAddressee;
  readonly onStartAgain: () => void;
}

/** `own phone` need not be named; of the last two nobody may learn here whether a code was sent at all. */
export type CodeAddressee =
  | { readonly to: "own phone" }
  | { readonly to: "phone" | "whoever signs in" | "whoever comes back"; readonly phone: string };

const sentWords = {
  "own phone": "account.code.text",
  phone: "account.code.toPhone",
  "whoever signs in": "account.code.perhaps",
  "whoever comes back": "recover.code.text",
} as const;

const busyWords = { checking: "account.code.checking", sending: "account.code.sending" } as const;

const CODE_LENGTH = 6;

/** The step in which the digits from a phone are typed. It has the focus as soon as it is there. */
export function CodeForm({ code, sentTo, onStartAgain }: CodeFormProps) {
  const { say, sayClock } = useLanguage();
  const describe = useCodeProblemWords();
  const state = useObservable(code.state);
  const [digits, setDigits] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const isBusy = state.activity !== "none";
  const secondsLeft = useSecondsLeft(state.openAt);
  const phone = "phone" in sentTo ? phoneText(sentTo.phone) : "";
  useEffect(() => field.current?.focus(), []);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isBusy && secondsLeft === 0) void code.give(digits);
  }

  function sendAgain(): void {
    setDigits("");
    field.current?.focus();
    void code.sendAgain();
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <Field
        label={say("account.code")}
        hint={say(sentWords[sentTo.to], { phone, time: sayClock(state.expiresAt) })}
        error={state.problem && describe(state.problem)}
      >
        {(control) => (
          <input
            {...control}
            ref={field}
            value={digits}
            onChange={({ target }) => setDigits(digitsIn(target.value))}
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
        busyWith={state.activity === "none" ? undefined : say(busyWords[state.activity])}
        outcome={state.sent === "again" && !state.problem ? say("account.code.sentAgain") : undefined}
      >
        <SendAgain resendAt={state.resendAt} isBlocked={isBusy} onPress={sendAgain} />
        <Button tone="plain" isBlocked={isBusy} onClick={onStartAgain}>
          {say("account.code.again")}
        </Button>
      </WaitingSubmit>
    </form>
  );
}

interface SendAgainProps {
  readonly resendAt: number;
  readonly isBlocked: boolean;
  readonly onPress: () => void;
}

function SendAgain({ resendAt, isBlocked, onPress }: SendAgainProps) {
  const { say } = useLanguage();
  const seconds = useSecondsLeft(resendAt);
  const isCounting = seconds > 0 && seconds <= MOST_SECONDS;
  return (
    <Button tone="quiet" isBlocked={isBlocked || seconds > 0} onClick={onPress}>
      {isCounting ? say("account.code.newIn", { seconds }) : say("account.code.new")}
    </Button>
  );
}

/** Wrong, void and tried too often have one answer, which must not tell more than that. */
function useCodeProblemWords(): ReturnType<typeof useProblemWords> {
  const { say } = useLanguage();
  const describe = useProblemWords();
  return (problem) => (problem.code === "sign_in_refused" ? say("account.code.refused") : describe(problem));
}

/** However it is pasted, and also from a keyboard that writes Arabic or Persian digits. */
const digitsIn = (text: string): string =>
  text
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\D/g, "")
    .slice(0, CODE_LENGTH);
