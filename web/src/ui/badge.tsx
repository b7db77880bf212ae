import type { ReactNode } from "react";

interface BadgeProps {
  readonly children: ReactNode;
}

/** A number that wants attention. */
export const Badge = ({ children }: BadgeProps) => (
  <span className="bg-accent text-paper min-w-6 rounded-full px-1.5 py-0.5 text-center text-sm font-semibold tabular-nums">
    {children}
  </span>
);
