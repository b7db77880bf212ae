import type { FoundState, NoteProblem } from "@tacet/client/browser";
import { useState, type SubmitEvent } from "react";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useSecondsLeft } from "../../ui/use-seconds-left.ts";
import { words } from "./words/open.ts";
import { describeProblem } from "./words/problems.ts";

interface OpenFormProps {
  readonly found: FoundState;
  readonly onOpen: (passphrase: string) => void;
}

export function OpenForm({ found, onOpen }: OpenFormProps) {
  const { note, progress, openableAt, problem } = found;
  const [passphrase, setPassphrase] = useState("");
  const secondsLeft = useSecondsLeft(openableAt);
  const isBlocked = progress !== "waiting" || secondsLeft > 0;
  const problemText = problem && describeRefusal(problem, note.state === "live" ? note.retryAfterMs : 0);
  const label = note.state === "held" ? words.revealAgain : words.reveal;

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isBlocked) onOpen(passphrase);
  }

  return (
    <form onSubmit={submit} autoComplete="off" className="space-y-6">
      {note.needsPassphrase && (
        <Field label={words.passphrase} error={problemText}>
          {(control) => <SecretInput control={control} value={passphrase} onChange={setPassphrase} isRequired />}
        </Field>
      )}
      {problemText && !note.needsPassphrase && <Notice tone="error">{problemText}</Notice>}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" isBlocked={isBlocked}>
          {secondsLeft > 0 ? words.wait(secondsLeft) : label}
        </Button>
        <StatusLine>{progress !== "waiting" && words[progress]}</StatusLine>
      </div>
    </form>
  );
}

/** Says the wait once, for those who hear the page; the button counts it down for those who see it. */
function describeRefusal(problem: NoteProblem, noteHeldOffMs: number): string {
  const { text } = describeProblem(problem);
  const waitMs = Math.max(noteHeldOffMs, problem.retryAfterMs ?? 0);
  return waitMs > 0 ? `${text} ${words.waitFor(Math.ceil(waitMs / 1000))}` : text;
}
