import { useRef, useState, type ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import { controlLook, Field } from "./field.tsx";
import { StatusLine } from "./status-line.tsx";

interface CopyFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly copyLabel: string;
  readonly tone: "primary" | "quiet";
  readonly onCopied?: () => void;
  /** Other ways to take it along, beside the button that copies. */
  readonly children?: ReactNode;
}

/** Something to take elsewhere. */
export function CopyField({ label, hint, value, copyLabel, tone, onCopied, children }: CopyFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  return (
    <div>
      <Field label={label} hint={hint}>
        {(control) => (
          <input
            {...control}
            ref={input}
            readOnly
            value={value}
            dir="ltr"
            onFocus={(event) => event.target.select()}
            onCopy={onCopied}
            translate="no"
            autoComplete="off"
            spellCheck={false}
            className={`${controlLook} font-mono text-sm text-ellipsis`}
          />
        )}
      </Field>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <CopyButton
          value={value}
          label={copyLabel}
          tone={tone}
          onSaid={setSaid}
          onCopied={onCopied}
          onRefused={() => input.current?.select()}
        />
        {children}
        <StatusLine>{said}</StatusLine>
      </div>
    </div>
  );
}
