import { Dices } from "lucide";
import { useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Meter } from "../../ui/meter.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import { SuggestedPassphrase } from "./suggested-passphrase.tsx";
import { loadAdvice, useStrength } from "./use-passphrase-advice.ts";

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

/** A passphrase that its writer thinks of, or lets be drawn. */
export function NewPassphraseField({ passphrase, onChange }: NewPassphraseFieldProps) {
  const { say } = useLanguage();
  const [suggestion, setSuggestion] = useState("");
  const [isUnreachable, setIsUnreachable] = useState(false);
  const strength = useStrength(passphrase);

  async function suggest(): Promise<void> {
    const advice = await loadAdvice().catch(() => undefined);
    setIsUnreachable(advice === undefined);
    if (!advice) return;
    const drawn = advice.suggestPassphrase();
    setSuggestion(drawn);
    onChange(drawn);
  }

  return (
    <div className="space-y-3">
      <Field label={say("write.passphrase")} hint={say("write.passphraseHint")}>
        {(control) => (
          <div className="flex flex-wrap gap-3">
            <div className="min-w-0 flex-1 basis-60">
              <SecretInput
                control={control}
                value={passphrase}
                onChange={onChange}
                showLabel={say("passphrase.show")}
                hideLabel={say("passphrase.hide")}
              />
            </div>
            <Button tone="quiet" icon={Dices} onClick={() => void suggest()}>
              {say("passphrase.suggest")}
            </Button>
          </div>
        )}
      </Field>
      {/* Always on the page: whoever hears it learns what a press on the button drew, and how strong it is. */}
      <div aria-live="polite" className="min-h-6 space-y-3">
        {strength !== undefined && <Meter score={strength} words={say(strengthWords[strength])} />}
        {suggestion !== "" && suggestion === passphrase && <SuggestedPassphrase passphrase={suggestion} />}
        {isUnreachable && <p className="text-muted text-sm">{say("passphrase.suggestFailed")}</p>}
      </div>
    </div>
  );
}
