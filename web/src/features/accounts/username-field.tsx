import { useLanguage } from "../../languages/use-language.ts";
import { controlLook, Field } from "../../ui/field.tsx";

interface UsernameFieldProps {
  readonly username: string;
  readonly onChange: (username: string) => void;
  readonly maxLength: number;
  /** Where more than a username is taken. */
  readonly label?: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  /** `off` where nothing but a hand may type it. */
  readonly autoComplete?: "username" | "off";
}

/** Always from left to right, in every language. */
export function UsernameField({ username, onChange, autoComplete = "username", ...props }: UsernameFieldProps) {
  const { maxLength, label, hint, error } = props;
  const { say } = useLanguage();
  return (
    <Field label={label ?? say("account.username")} error={error} {...(hint && { hint })}>
      {(control) => (
        <input
          {...control}
          value={username}
          onChange={({ target }) => onChange(target.value)}
          required
          maxLength={maxLength}
          dir="ltr"
          autoComplete={autoComplete}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          translate="no"
          className={`${controlLook} rtl:text-right`}
        />
      )}
    </Field>
  );
}
