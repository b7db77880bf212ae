import { ChevronDown } from "lucide";
import { Icon } from "./icon.tsx";
import { controlLook, type FieldControl } from "./field.tsx";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SelectProps {
  readonly control: FieldControl;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The platform's own: phones have better pickers than any page. */
export const Select = ({ control, choices, value, onChange }: SelectProps) => (
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
);
