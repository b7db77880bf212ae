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
  /** What belongs beside the label, such as a count. */
  readonly aside?: ReactNode;
  /** Draws the control, which must take what it is given. */
  readonly children: (control: FieldControl) => ReactNode;
}

/** For everything that can be typed into or chosen from. Sixteen pixels at least, or phones zoom in on the focus. */
export const controlLook =
  "bg-surface border-edge rounded-control min-h-11 w-full border px-3.5 py-2.5 text-base transition-colors duration-150 hover:border-ink aria-invalid:border-danger";

/** A control with its label, and with the hint and the error that belong to it. */
export function Field({ label, hint, error, aside, children }: FieldProps) {
  const id = useId();
  const parts = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean);
  const described = parts.length > 0 && { "aria-describedby": parts.join(" ") };
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children({ id, ...described, ...(error && { "aria-invalid": true }) })}
      {hint && (
        <p id={`${id}-hint`} className="text-muted mt-2 text-sm">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-danger mt-2 text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
