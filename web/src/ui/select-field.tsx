import { ChevronDown } from "lucide";
import { controlLook, Field } from "./field.tsx";
import { Icon } from "./icon.tsx";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SelectFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The platform's own: phones have better pickers than any page. */
export const SelectField = ({ label, hint, choices, value, onChange }: SelectFieldProps) => (
  <Field label={label} {...(hint && { hint })}>
    {(control) => (
      <div className="relative">
        <select
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`${controlLook} cursor-pointer appearance-none pe-10`}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        <Icon icon={ChevronDown} look="text-muted pointer-events-none absolute inset-y-0 end-3 my-auto size-5" />
      </div>
    )}
  </Field>
);
