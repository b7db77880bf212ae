import { useState } from "react";
import { controlLook, type FieldControl } from "./field.tsx";

interface SecretInputProps {
  readonly control: FieldControl;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isRequired?: boolean;
}

/** Hidden until its writer asks to see it. It is nobody's password: browsers and their managers are asked to leave it alone. */
export function SecretInput({ control, value, onChange, isRequired = false }: SecretInputProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="relative">
      <input
        {...control}
        type={isShown ? "text" : "password"}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        required={isRequired}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        data-1p-ignore
        data-lpignore="true"
        className={`${controlLook} pr-20`}
      />
      <button
        type="button"
        onClick={() => setIsShown(!isShown)}
        className="text-accent absolute inset-y-1 right-1 cursor-pointer rounded px-3 text-sm font-medium"
      >
        {isShown ? words.hide : words.show}
        <span className="sr-only"> {words.what}</span>
      </button>
    </div>
  );
}

const words = { show: "Show", hide: "Hide", what: "the passphrase" } as const;
