import { useLanguage } from "../../languages/use-language.ts";
import { Meter } from "../../ui/meter.tsx";
import { NewSecretField } from "../../ui/new-secret-field.tsx";
import { useStrength } from "../../ui/use-secret-advice.ts";

interface NewPassphraseFieldProps {
  readonly passphrase: string;
  readonly onChange: (passphrase: string) => void;
}

const strengthWords = [
  "passphrase.strength.0",
  "passphrase.strength.1",
  "passphrase.strength.2",
  "passphrase.strength.3",
  "passphrase.strength.4",
] as const;

/** What the reader needs besides the link. */
export function NewPassphraseField({ passphrase, onChange }: NewPassphraseFieldProps) {
  const { say } = useLanguage();
  const strength = useStrength(passphrase);
  const words = {
    label: say("write.passphrase"),
    hint: say("write.passphraseHint"),
    show: say("passphrase.show"),
    hide: say("passphrase.hide"),
    suggest: say("passphrase.suggest"),
    suggestFailed: say("passphrase.suggestFailed"),
    suggested: say("passphrase.suggested"),
    copy: say("passphrase.copy"),
  };
  return (
    <NewSecretField
      words={words}
      secret={passphrase}
      onChange={onChange}
      strength={strength !== undefined && <Meter score={strength} words={say(strengthWords[strength])} />}
    />
  );
}
