import type { IconNode } from "lucide";
import type { MouseEvent, Ref } from "react";
import { Icon } from "./icon.tsx";

interface IconButtonProps {
  readonly icon: IconNode;
  /** What it does, for those who hear the page, and for whoever waits over it. */
  readonly label: string;
  readonly onClick: (event: MouseEvent<HTMLButtonElement>) => void;
  readonly isPressed?: boolean;
  readonly isExpanded?: boolean;
  readonly isBlocked?: boolean;
  readonly tone?: "plain" | "primary";
  readonly type?: "button" | "submit";
  readonly ref?: Ref<HTMLButtonElement>;
}

const looks = {
  plain: "text-muted hover:text-ink hover:bg-surface aria-pressed:text-accent aria-pressed:bg-accent-soft",
  primary: "bg-accent text-paper hover:opacity-90 aria-disabled:bg-transparent aria-disabled:text-muted",
} as const;

export const IconButton = ({
  icon,
  label,
  onClick,
  tone = "plain",
  type = "button",
  ref,
  ...state
}: IconButtonProps) => (
  <button
    ref={ref}
    type={type}
    title={label}
    aria-label={label}
    aria-pressed={state.isPressed}
    aria-expanded={state.isExpanded}
    aria-disabled={state.isBlocked ?? false}
    onClick={state.isBlocked ? undefined : onClick}
    className={`${looks[tone]} grid size-10 shrink-0 cursor-pointer place-items-center rounded-full transition-colors duration-150 aria-disabled:cursor-default pointer-coarse:size-11`}
  >
    <Icon icon={icon} />
  </button>
);
