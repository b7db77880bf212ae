import { MIN_PASSWORD_LENGTH } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Meter } from "../../ui/meter.tsx";
import { NewSecretField } from "../../ui/new-secret-field.tsx";
import { useStrength } from "../../ui/use-secret-advice.ts";

export interface NewAccountSecretProps {
  readonly secret: string;
  readonly onChange: (secret: string) => void;
  /** What others know of its owner. */
  readonly known: readonly string[];
  readonly error?: string | undefined;
}

const strengthWords = [
  "register.password.strength.0",
  "register.password.strength.1",
  "register.password.strength.2",
  "register.password.strength.3",
  "register.password.strength.4",
] as const;

/** The meter is a hint; the server's judgement holds. */
export function NewPasswordField({ secret, onChange, known, error }: NewAccountSecretProps) {
  const { say } = useLanguage();
  const strength = useStrength(secret, known);
  const isShort = Array.from(secret).length < MIN_PASSWORD_LENGTH;
  const words = {
    label: say("register.password"),
    hint: say("register.password.hint"),
    show: say("account.password.show"),
    hide: say("account.password.hide"),
    suggest: say("register.password.suggest"),
    suggestFailed: say("register.suggestFailed"),
    suggested: say("register.password.suggested"),
    copy: say("register.password.copy"),
  };
  return (
    <NewSecretField
      words={words}
      secret={secret}
      onChange={onChange}
      error={error}
      purpose="new-password"
      isRequired
      strength={
        strength !== undefined && (
          <Meter
            score={isShort ? 0 : strength}
            words={say(isShort ? "register.password.short" : strengthWords[strength])}
          />
        )
      }
    />
  );
}
