import type { ReactNode } from "react";

interface TagProps {
  readonly tone?: "accent" | "danger" | "muted";
  readonly children: ReactNode;
}

const looks = {
  accent: "bg-accent-soft text-accent",
  danger: "text-danger border border-current",
  muted: "text-muted border border-current",
} as const;

/** One word about what it stands beside. */
export const Tag = ({ tone = "accent", children }: TagProps) => (
  <span className={`${looks[tone]} inline-block rounded-full px-2.5 text-sm font-medium`}>{children}</span>
);
