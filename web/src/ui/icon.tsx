import type { IconNode } from "lucide";
import { createElement } from "react";

interface IconProps {
  readonly icon: IconNode;
  /** Size and colour. */
  readonly look?: string;
}

/** Lucide's drawings, without its own component, which is larger than all drawings here. For the eye alone: say in words what it means. */
export const Icon = ({ icon, look = "size-5" }: IconProps) => (
  <svg
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.75}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden
    className={`shrink-0 ${look}`}
  >
    {icon.map(([tag, shape], index) => createElement(tag, { key: index, ...shape }))}
  </svg>
);
