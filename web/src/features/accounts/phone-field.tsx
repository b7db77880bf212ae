import { useLanguage } from "../../languages/use-language.ts";
import { controlLook, Field } from "../../ui/field.tsx";

interface PhoneFieldProps {
  readonly label?: string;
  readonly phone: string;
  readonly onChange: (phone: string) => void;
  readonly error?: string | undefined;
  /** `taken`: whoever pressed a button to get here goes on typing. */
  readonly focus?: "taken" | "left";
}

/** As the contract has it, with whatever people put between the digits. */
const MAX_PHONE_CHARACTERS = 64;

const takeFocus = (input: HTMLInputElement | null): void => input?.focus();

/** Always from left to right, in every language. The server alone knows which numbers there are. */
export function PhoneField({ label, phone, onChange, error, focus = "left" }: PhoneFieldProps) {
  const { say } = useLanguage();
  return (
    <Field label={label ?? say("account.phone")} hint={say("account.phone.hint")} error={error}>
      {(control) => (
        <input
          {...control}
          ref={focus === "taken" ? takeFocus : undefined}
          type="tel"
          value={phone}
          onChange={({ target }) => onChange(target.value)}
          required
          maxLength={MAX_PHONE_CHARACTERS}
          dir="ltr"
          autoComplete="tel"
          translate="no"
          className={`${controlLook} rtl:text-right`}
        />
      )}
    </Field>
  );
}
