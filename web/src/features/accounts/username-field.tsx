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
}

/** Always from left to right, in every language. */
export function UsernameField({ username, onChange, maxLength, label, hint, error }: UsernameFieldProps) {
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
          autoComplete="username"
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
