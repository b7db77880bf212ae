const sizes = [
  ["text-5xl font-semibold tracking-[-0.03em]", "48 · title of a page"],
  ["text-3xl font-semibold tracking-tight", "34 · title on a phone"],
  ["text-xl font-semibold tracking-tight", "24 · section"],
  ["text-lg", "20 · introduction, what happened"],
  ["text-base", "17 · everything else"],
  ["text-sm text-muted", "14 · hints, margin"],
  ["font-mono text-sm", "14 · links, passphrases, commands"],
] as const;

export const TypeSample = () => (
  <div className="space-y-4">
    {sizes.map(([look, words]) => (
      <p key={words} className={look}>
        {words}
      </p>
    ))}
    <p lang="ar" dir="rtl" className="text-lg">
      تُختم الملاحظة في متصفحك وتُتلف بعد قراءتها.
    </p>
  </div>
);
