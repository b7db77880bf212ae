import { useId, type ReactNode } from "react";

export interface FieldControl {
  readonly id: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  /** Draws the control, which must take what it is given. */
  readonly children: (control: FieldControl) => ReactNode;
}

export const controlLook =
  "bg-surface border-edge min-h-11 w-full rounded-lg border px-3.5 py-2.5 text-base aria-invalid:border-danger";

/** A control with its label, and with the hint and the error that belong to it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const parts = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean);
  const described = parts.length > 0 && { "aria-describedby": parts.join(" ") };
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      {children({ id, ...described, ...(error && { "aria-invalid": true }) })}
      {hint && (
        <p id={`${id}-hint`} className="text-muted mt-1.5 text-sm">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-danger mt-1.5 text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
