import { MAX_CONTACT_MESSAGE_CHARACTERS } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { controlLook, Field } from "../../ui/field.tsx";

interface ContactMessageFieldProps {
  readonly message: string;
  readonly onChange: (message: string) => void;
}

/** From so many characters left on, it is said how many. */
const SAID_FROM = 1000;

export function ContactMessageField({ message, onChange }: ContactMessageFieldProps) {
  const { say } = useLanguage();
  const left = MAX_CONTACT_MESSAGE_CHARACTERS - countCharacters(message);
  const count = left >= 0 && left < SAID_FROM && (
    <span className="text-muted text-sm tabular-nums">{say("contact.left", { count: left })}</span>
  );
  return (
    <Field
      label={say("contact.message")}
      aside={count}
      error={left < 0 ? say("contact.over", { count: -left }) : undefined}
    >
      {(control) => (
        <textarea
          {...control}
          value={message}
          onChange={({ target }) => onChange(target.value)}
          required
          rows={9}
          className={`${controlLook} plaintext block resize-y`}
        />
      )}
    </Field>
  );
}

/** As the contract counts them: code points. */
function countCharacters(text: string): number {
  let characters = 0;
  for (const _ of text) characters++;
  return characters;
}
