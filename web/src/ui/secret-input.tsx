import { Eye, EyeOff } from "lucide";
import { useState } from "react";
import { Icon } from "./icon.tsx";
import { controlLook, type FieldControl } from "./field.tsx";

/** What a password manager may do: fill in what it keeps, or keep what is new. */
export type SecretPurpose = "current-password" | "new-password";

interface SecretInputProps {
  readonly control: FieldControl;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Of the button, when it would show and when it would hide. */
  readonly showLabel: string;
  readonly hideLabel: string;
  readonly isRequired?: boolean | undefined;
  /** Without one it is nobody's password: browsers and their managers are asked to leave it alone. */
  readonly purpose?: SecretPurpose | undefined;
}

/** Hidden until its writer asks to see it. Whatever is pasted is taken. */
export function SecretInput({ control, value, onChange, isRequired, purpose, ...labels }: SecretInputProps) {
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
        autoComplete={purpose ?? "off"}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        translate="no"
        {...(!purpose && { "data-1p-ignore": true, "data-lpignore": "true" })}
        className={`${controlLook} room-for-button ${isShown ? "font-mono" : ""}`}
      />
      <button
        type="button"
        aria-label={isShown ? labels.hideLabel : labels.showLabel}
        onClick={() => setIsShown(!isShown)}
        className="text-muted hover:text-ink rounded-control absolute inset-y-0.5 end-0.5 grid w-11 cursor-pointer place-items-center"
      >
        <Icon icon={isShown ? EyeOff : Eye} />
      </button>
    </div>
  );
}
