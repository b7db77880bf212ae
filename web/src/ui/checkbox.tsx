import { useId } from "react";

interface CheckboxProps {
  readonly label: string;
  readonly state: "on" | "off";
  readonly onState: (state: "on" | "off") => void;
  readonly isRequired?: boolean;
}

/** Something that its reader confirms. For what takes effect at once there is `Switch`. */
export function Checkbox({ label, state, onState, isRequired }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3 py-2">
      <input
        id={id}
        type="checkbox"
        checked={state === "on"}
        onChange={({ target }) => onState(target.checked ? "on" : "off")}
        required={isRequired}
        className="accent-accent mt-1 size-4.5 shrink-0 cursor-pointer"
      />
      <label htmlFor={id} className="cursor-pointer text-pretty">
        {label}
      </label>
    </div>
  );
}
