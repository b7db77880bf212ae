import type { FoundState, PageProblem } from "@tacet/client/browser";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RestBar } from "../../ui/rest-bar.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useSecondsLeft } from "../../ui/use-seconds-left.ts";
import { useProblemWords } from "./problem-words.ts";

interface OpenFormProps {
  readonly found: FoundState;
  readonly onOpen: (passphrase: string) => void;
}

const steps = { stretching: "found.stretching", fetching: "found.fetching" } as const;

export function OpenForm({ found, onOpen }: OpenFormProps) {
  const { say } = useLanguage();
  const describeRefusal = useRefusalWords();
  const { note, progress, openableAt, problem } = found;
  const [passphrase, setPassphrase] = useState("");
  const secondsLeft = useSecondsLeft(openableAt);
  const isBlocked = progress !== "waiting" || secondsLeft > 0;
  const problemText = problem && describeRefusal(problem, note.state === "live" ? note.retryAfterMs : 0);
  const label = say(note.state === "held" ? "found.openAgain" : "found.open");

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isBlocked) onOpen(passphrase);
  }

  return (
    <form onSubmit={submit} autoComplete="off" className="space-y-7">
      {note.needsPassphrase && (
        <Field label={say("found.passphrase")} error={problemText}>
          {(control) => (
            <SecretInput
              control={control}
              value={passphrase}
              onChange={setPassphrase}
              showLabel={say("passphrase.show")}
              hideLabel={say("passphrase.hide")}
              isRequired
            />
          )}
        </Field>
      )}
      {problemText && !note.needsPassphrase && <Notice tone="error">{problemText}</Notice>}
      <div className="space-y-3">
        <Button type="submit" isBlocked={isBlocked}>
          {secondsLeft > 0 ? say("found.wait", { seconds: secondsLeft }) : label}
        </Button>
        {progress !== "waiting" && <RestBar />}
        <StatusLine>{progress !== "waiting" && say(steps[progress])}</StatusLine>
      </div>
    </form>
  );
}

/** Says the wait once, for those who hear the page; the button counts it down for those who see it. */
function useRefusalWords(): (problem: PageProblem, noteHeldOffMs: number) => string {
  const { say } = useLanguage();
  const describe = useProblemWords();
  return (problem, noteHeldOffMs) => {
    const { text } = describe(problem);
    const waitMs = Math.max(noteHeldOffMs, problem.retryAfterMs ?? 0);
    return waitMs > 0 ? `${text} ${say("found.waitFor", { seconds: Math.ceil(waitMs / 1000) })}` : text;
  };
}
