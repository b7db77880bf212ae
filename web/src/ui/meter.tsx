interface MeterProps {
  /** From 0 to 4. */
  readonly score: number;
  /** What the score means, read aloud with it. */
  readonly words: string;
}

const colors = ["bg-danger", "bg-danger", "bg-warning", "bg-good", "bg-good"] as const;

/** Four steps, and words: nobody has to tell the colours apart. */
export const Meter = ({ score, words }: MeterProps) => (
  <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
    <div aria-hidden className="grid w-28 grid-cols-4 gap-1">
      {[1, 2, 3, 4].map((step) => (
        <div key={step} className={`h-1.5 rounded-full ${step <= Math.max(score, 1) ? colors[score] : "bg-line"}`} />
      ))}
    </div>
    <p className="text-sm">{words}</p>
  </div>
);
