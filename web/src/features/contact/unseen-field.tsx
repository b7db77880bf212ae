import { useLanguage } from "../../languages/use-language.ts";

interface UnseenFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/**
 * For programs that fill in every field they find. People neither see nor hear of it, the tab key passes it, and whatever fills in forms for
 * people is asked to leave it alone; should somebody come to it all the same, it says what to do.
 */
export function UnseenField({ value, onChange }: UnseenFieldProps) {
  const { say } = useLanguage();
  return (
    <div aria-hidden className="sr-only">
      <label>
        {say("contact.unseen")}
        <input
          name="website"
          value={value}
          onChange={({ target }) => onChange(target.value)}
          tabIndex={-1}
          autoComplete="off"
          data-1p-ignore
          data-bwignore
          data-lpignore="true"
        />
      </label>
    </div>
  );
}
