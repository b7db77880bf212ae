import type { ReactNode } from "react";

interface MarginProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Remarks beside the work, under a hairline as in a score. */
export const Margin = ({ title, children }: MarginProps) => (
  <aside aria-label={title} className="border-ink border-t pt-4 text-sm">
    <h2 className="font-semibold">{title}</h2>
    <div className="text-muted mt-3 space-y-3 text-pretty">{children}</div>
  </aside>
);
