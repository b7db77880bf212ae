import { useId } from "react";

export interface ExplainedChoice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly explanation?: string;
}

interface ChoiceGroupProps<Value extends string> {
  readonly legend: string;
  readonly choices: readonly ExplainedChoice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

const choiceLook =
  "border-edge rounded-control hover:border-ink has-checked:border-accent has-checked:bg-accent-soft flex min-h-11 flex-1 cursor-pointer border py-2.5 transition-colors duration-150";

/** A few choices to see all at once: side by side where they are short, one under the other where they are explained. */
export function ChoiceGroup<Value extends string>({ legend, choices, value, onChange }: ChoiceGroupProps<Value>) {
  const id = useId();
  const isExplained = choices.some(({ explanation }) => explanation);
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{legend}</legend>
      <div className={isExplained ? "space-y-2.5" : "flex flex-wrap gap-1.5 sm:gap-2.5"}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={`${choiceLook} ${isExplained ? "gap-3 px-3.5" : "gap-1.5 px-2 whitespace-nowrap sm:gap-2.5 sm:px-3.5"}`}
          >
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              aria-labelledby={`${id}-${choice.value}`}
              aria-describedby={choice.explanation && `${id}-${choice.value}-why`}
              className="accent-accent mt-1 size-4.5 shrink-0"
            />
            <span>
              <span id={`${id}-${choice.value}`}>{choice.label}</span>
              {choice.explanation && (
                <span id={`${id}-${choice.value}-why`} className="text-muted block text-sm">
                  {choice.explanation}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
