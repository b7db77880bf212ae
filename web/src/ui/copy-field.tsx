import { useRef } from "react";
import { CopyButton } from "./copy-button.tsx";
import { controlLook, Field } from "./field.tsx";

interface CopyFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly copyLabel: string;
  readonly tone: "primary" | "quiet";
  readonly onCopied?: () => void;
}

/** Something to take elsewhere. */
export function CopyField({ label, hint, value, copyLabel, tone, onCopied }: CopyFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div>
      <Field label={label} hint={hint}>
        {(control) => (
          <input
            {...control}
            ref={input}
            readOnly
            value={value}
            onFocus={(event) => event.target.select()}
            onCopy={onCopied}
            translate="no"
            autoComplete="off"
            spellCheck={false}
            className={`${controlLook} font-mono text-sm`}
          />
        )}
      </Field>
      <div className="mt-3">
        <CopyButton
          value={value}
          label={copyLabel}
          copied="Copied"
          tone={tone}
          onCopied={onCopied}
          onRefused={() => input.current?.select()}
        />
      </div>
    </div>
  );
}
