import { MAX_USERNAME_LENGTH } from "@tacet/protocol";
import type { ReactNode } from "react";
import { controlLook, Field } from "../../ui/field.tsx";

interface NameFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly name: string;
  readonly onChange: (name: string) => void;
  /** What belongs beside it, such as a button. */
  readonly children?: ReactNode;
}

/** Somebody's username, or how it begins: always from left to right, and no browser fills in one's own. */
export const NameField = ({ label, hint, name, onChange, children }: NameFieldProps) => (
  <Field label={label} {...(hint && { hint })}>
    {(control) => (
      <div className="flex flex-wrap gap-3">
        <input
          {...control}
          value={name}
          onChange={({ target }) => onChange(target.value)}
          maxLength={MAX_USERNAME_LENGTH}
          dir="ltr"
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          translate="no"
          className={`${controlLook} min-w-0 flex-1 basis-48 rtl:text-right`}
        />
        {children}
      </div>
    )}
  </Field>
);
