import type { DraftFields } from "@tacet/client/browser";
import { useLanguage } from "../../languages/use-language.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { useNow } from "../../ui/use-now.ts";

interface LimitFieldsProps {
  readonly draft: Pick<DraftFields, "reads" | "ttlS">;
  readonly onChange: (fields: Partial<DraftFields>) => void;
}

const lifetimes = [
  { unitS: 60, unit: "lifetime.minutes", counts: [10] },
  { unitS: 3600, unit: "lifetime.hours", counts: [1, 6] },
  { unitS: 24 * 3600, unit: "lifetime.days", counts: [1, 5, 14, 30] },
] as const;
const reads = [1, 2, 3, 4, 5, 10, 25, 50, 100];

/** How often and how long, and both once more in one sentence. */
export function LimitFields({ draft, onChange }: LimitFieldsProps) {
  const { say, sayTime } = useLanguage();
  const time = sayTime(useNow() + draft.ttlS * 1000);
  const lifetimeChoices = lifetimes.flatMap(({ unitS, unit, counts }) =>
    counts.map((count) => ({ value: String(count * unitS), label: say(unit, { count }) })),
  );
  const readChoices = reads.map((count) => ({
    value: String(count),
    label: say("write.reads.value", { reads: count }),
  }));
  return (
    <div>
      <div className="grid gap-6 sm:grid-cols-2">
        <SelectField
          label={say("write.reads")}
          choices={readChoices}
          value={String(draft.reads)}
          onChange={(value) => onChange({ reads: Number(value) })}
        />
        <SelectField
          label={say("write.lifetime")}
          choices={lifetimeChoices}
          value={String(draft.ttlS)}
          onChange={(value) => onChange({ ttlS: Number(value) })}
        />
      </div>
      <p className="text-muted mt-2.5 text-sm">
        {say(draft.reads === 1 ? "write.summary" : "write.summaryLonger", { reads: draft.reads, time })}
      </p>
    </div>
  );
}
