import { MAX_REQUEST_CHARACTERS, type Person } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { controlLook, Field } from "../../../ui/field.tsx";
import { PersonView } from "./person-view.tsx";

interface FoundPersonProps {
  readonly person: Person;
  readonly isBusy: boolean;
  readonly onAsk: (username: string, text: string) => void;
  readonly onBlock: (username: string) => void;
  readonly onReport: (username: string) => void;
}

/** Whoever was found, and what can be done about it. */
export function FoundPerson({ person, isBusy, onAsk, onBlock, onReport }: FoundPersonProps) {
  const { say } = useLanguage();
  const [text, setText] = useState("");
  const { username } = person;

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isBusy) onAsk(username, text);
  }

  return (
    <form onSubmit={submit} className="border-line rounded-sheet space-y-5 border p-5 sm:p-6">
      <PersonView person={person} />
      <Field label={say("people.ask.text")} hint={say("people.ask.text.hint")}>
        {(control) => (
          <textarea
            {...control}
            value={text}
            onChange={({ target }) => setText(target.value)}
            maxLength={MAX_REQUEST_CHARACTERS}
            rows={2}
            autoComplete="off"
            className={`${controlLook} plaintext block resize-y`}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isBlocked={isBusy}>
          {say("people.ask")}
        </Button>
        <Button tone="quiet" isBlocked={isBusy} onClick={() => onBlock(username)}>
          {say("people.block")}
        </Button>
        <Button tone="plain" onClick={() => onReport(username)}>
          {say("people.report")}
        </Button>
      </div>
    </form>
  );
}
