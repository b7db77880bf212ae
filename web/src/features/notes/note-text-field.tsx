import { MAX_TEXT_BYTES } from "@tacet/protocol";
import { useDeferredValue, type KeyboardEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { controlLook, Field } from "../../ui/field.tsx";

interface NoteTextFieldProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Kept from whatever sends what is typed elsewhere: spelling and grammar services, translation, stored form entries. */
export function NoteTextField({ text, onChange }: NoteTextFieldProps) {
  const { say } = useLanguage();
  // A text of a mebibyte is measured between two keystrokes, not during one.
  const { characters, bytesOver } = measure(useDeferredValue(text));
  const count = (
    <span className="text-muted text-sm tabular-nums">{say("write.characters", { count: characters })}</span>
  );
  return (
    <Field
      label={say("write.text")}
      aside={characters > 0 && count}
      error={bytesOver > 0 ? say("write.characters.over", { count: bytesOver }) : undefined}
    >
      {(control) => (
        <textarea
          {...control}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={submitOnCtrlEnter}
          required
          rows={9}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          translate="no"
          data-gramm="false"
          className={`${controlLook} block resize-y plaintext`}
        />
      )}
    </Field>
  );
}

function measure(text: string): { readonly characters: number; readonly bytesOver: number } {
  let characters = 0;
  for (const _ of text) characters++;
  return { characters, bytesOver: new TextEncoder().encode(text).length - MAX_TEXT_BYTES };
}

function submitOnCtrlEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
}
