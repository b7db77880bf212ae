import type { ReactNode } from "react";

interface StatusLineProps {
  readonly children: ReactNode;
}

/** Always on the page, also when empty: screen readers announce only what changes inside a region that they know. */
export const StatusLine = ({ children }: StatusLineProps) => (
  <output className="text-muted block min-h-6 text-sm">{children}</output>
);
