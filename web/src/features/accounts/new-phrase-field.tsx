import { MIN_PHRASE_LENGTH, MIN_PHRASE_WORDS } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Meter } from "../../ui/meter.tsx";
import { NewSecretField } from "../../ui/new-secret-field.tsx";
import type { SecretPurpose } from "../../ui/secret-input.tsx";
import { useStrength } from "../../ui/use-secret-advice.ts";
import type { NewAccountSecretProps } from "./new-password-field.tsx";

interface NewPhraseFieldProps extends NewAccountSecretProps {
  /** Whether its owner has confirmed that it is noted down. */
  readonly savedState: "on" | "off";
  readonly onSaved: (state: "on" | "off") => void;
  readonly purpose?: SecretPurpose | undefined;
}

/** Of five: a phrase may bring an account back, and so has to stand where a password need not. */
const GOOD_PHRASE = 4;
/** What is not enough never looks green. */
const MOST_OF_NOT_ENOUGH = 2;

export function NewPhraseField({ secret, onChange, known, savedState, onSaved, ...field }: NewPhraseFieldProps) {
  const { say } = useLanguage();
  const strength = useStrength(secret, known);
  const words = {
    label: say("register.phrase"),
    hint: say("register.phrase.hint"),
    show: say("account.phrase.show"),
    hide: say("account.phrase.hide"),
    suggest: say("register.phrase.suggest"),
    suggestFailed: say("register.suggestFailed"),
    suggested: say("register.phrase.suggested"),
    copy: say("register.phrase.copy"),
  };
  const isGood = strength === GOOD_PHRASE && isLong(secret);
  const meter = strength !== undefined && (
    <Meter
      score={isGood ? strength : Math.min(strength, MOST_OF_NOT_ENOUGH)}
      words={say(isGood ? "register.phrase.strength.good" : "register.phrase.strength.more")}
    />
  );
  return (
    <div className="space-y-3">
      <NewSecretField {...field} words={words} secret={secret} onChange={onChange} isRequired strength={meter} />
      <Checkbox label={say("register.phrase.saved")} state={savedState} onState={onSaved} isRequired />
    </div>
  );
}

const isLong = (phrase: string): boolean =>
  new Set(phrase.match(/\S+/g)).size >= MIN_PHRASE_WORDS || Array.from(phrase).length >= MIN_PHRASE_LENGTH;
