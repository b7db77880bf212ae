import { MAX_READS, MIN_READS } from "@tacet/protocol";
import { useState } from "react";
import { controlLook, type FieldControl } from "../../ui/field.tsx";
import { lifetimes } from "./words/write.ts";

interface InputProps<T> {
  readonly control: FieldControl;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** Kept from whatever sends what is typed elsewhere: spelling and grammar services, translation, stored form entries. */
export const TextInput = ({ control, value, onChange }: InputProps<string>) => (
  <textarea
    {...control}
    value={value}
    onChange={(event) => onChange(event.target.value)}
    required
    rows={9}
    dir="auto"
    autoComplete="off"
    autoCorrect="off"
    spellCheck={false}
    translate="no"
    data-gramm="false"
    className={`${controlLook} leading-relaxed`}
  />
);

/** In seconds. */
export const LifetimeSelect = ({ control, value, onChange }: InputProps<number>) => (
  <select {...control} value={value} onChange={(event) => onChange(Number(event.target.value))} className={controlLook}>
    {lifetimes.map(({ ttlS, label }) => (
      <option key={ttlS} value={ttlS}>
        {label}
      </option>
    ))}
  </select>
);

/** Keeps what is typed, also while it is empty or half of a number; the browser refuses to submit that. */
export function ReadsInput({ control, value, onChange }: InputProps<number>) {
  const [typed, setTyped] = useState(String(value));
  return (
    <input
      {...control}
      type="number"
      inputMode="numeric"
      min={MIN_READS}
      max={MAX_READS}
      required
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(event.target.valueAsNumber);
      }}
      autoComplete="off"
      className={controlLook}
    />
  );
}
