import { Dices } from "lucide";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { SecretInput, type SecretPurpose } from "./secret-input.tsx";
import { SuggestedSecret } from "./suggested-secret.tsx";
import { useSuggestion } from "./use-secret-advice.ts";

export interface NewSecretWords {
  readonly label: string;
  readonly hint: string;
  readonly show: string;
  readonly hide: string;
  readonly suggest: string;
  readonly suggestFailed: string;
  /** What to do with what was drawn. */
  readonly suggested: string;
  readonly copy: string;
}

interface NewSecretFieldProps {
  readonly words: NewSecretWords;
  readonly secret: string;
  readonly onChange: (secret: string) => void;
  /** A meter that says how strong it is. */
  readonly strength: ReactNode;
  readonly error?: string | undefined;
  readonly purpose?: SecretPurpose | undefined;
  readonly isRequired?: boolean;
}

/** Words that their writer thinks of, or lets be drawn. */
export function NewSecretField({ words, secret, onChange, strength, error, ...input }: NewSecretFieldProps) {
  const { drawn, isUnreachable, draw } = useSuggestion(onChange);
  return (
    <div className="space-y-3">
      <Field label={words.label} hint={words.hint} error={error}>
        {(control) => (
          <div className="flex flex-wrap gap-3">
            <div className="min-w-0 flex-1 basis-60">
              <SecretInput
                {...input}
                control={control}
                value={secret}
                onChange={onChange}
                showLabel={words.show}
                hideLabel={words.hide}
              />
            </div>
            <Button tone="quiet" icon={Dices} onClick={() => void draw()}>
              {words.suggest}
            </Button>
          </div>
        )}
      </Field>
      {/* Always on the page: whoever hears it learns what a press on the button drew, and how strong it is. */}
      <div aria-live="polite" className="min-h-6 space-y-3">
        {strength}
        {drawn !== "" && drawn === secret && (
          <SuggestedSecret secret={drawn} remark={words.suggested} copyLabel={words.copy} />
        )}
        {isUnreachable && <p className="text-muted text-sm">{words.suggestFailed}</p>}
      </div>
    </div>
  );
}
