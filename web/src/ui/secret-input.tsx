import { Eye, EyeOff } from "lucide";
import { useState } from "react";
import { Icon } from "./icon.tsx";
import { controlLook, type FieldControl } from "./field.tsx";

interface SecretInputProps {
  readonly control: FieldControl;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Of the button, when it would show and when it would hide. */
  readonly showLabel: string;
  readonly hideLabel: string;
  readonly isRequired?: boolean;
}

/** Hidden until its writer asks to see it. It is nobody's password: browsers and their managers are asked to leave it alone. */
export function SecretInput({ control, value, onChange, showLabel, hideLabel, isRequired }: SecretInputProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="relative">
      <input
        {...control}
        type={isShown ? "text" : "password"}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        required={isRequired}
        dir="auto"
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        translate="no"
        data-1p-ignore
        data-lpignore="true"
        className={`${controlLook} room-for-button ${isShown ? "font-mono" : ""}`}
      />
      <button
        type="button"
        aria-label={isShown ? hideLabel : showLabel}
        onClick={() => setIsShown(!isShown)}
        className="text-muted hover:text-ink rounded-control absolute inset-y-0.5 end-0.5 grid w-11 cursor-pointer place-items-center"
      >
        <Icon icon={isShown ? EyeOff : Eye} />
      </button>
    </div>
  );
}
