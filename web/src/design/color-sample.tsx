const colors = [
  ["bg-paper", "paper"],
  ["bg-surface", "surface"],
  ["bg-line", "line"],
  ["bg-edge", "edge"],
  ["bg-muted", "muted"],
  ["bg-ink", "ink"],
  ["bg-accent", "accent"],
  ["bg-accent-soft", "accent-soft"],
  ["bg-good", "good"],
  ["bg-warning", "warning"],
  ["bg-danger", "danger"],
] as const;

/** As by day or by night: what the reader's device is set to. */
export const ColorSample = () => (
  <div className="grid grid-cols-3 gap-4 sm:grid-cols-6">
    {colors.map(([background, name]) => (
      <div key={name}>
        <div className={`${background} border-line rounded-control h-14 border`} />
        <p className="mt-1.5 text-sm">{name}</p>
      </div>
    ))}
  </div>
);
