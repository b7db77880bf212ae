import type { IconNode } from "lucide";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** `plain` is for what stands inside of something else; `risky` leads to what cannot be undone, and `danger` does it. */
export type ButtonTone = "primary" | "quiet" | "plain" | "risky" | "danger";

export interface ButtonProps {
  readonly children: ReactNode;
  readonly tone?: ButtonTone;
  readonly type?: "button" | "submit";
  readonly icon?: IconNode;
  /** Cannot be pressed just now. It keeps the focus, which `disabled` would throw away in the middle of an action. */
  readonly isBlocked?: boolean;
  /** For a button that opens and closes something. */
  readonly isExpanded?: boolean;
  readonly onClick?: () => void;
}

const looks: Readonly<Record<ButtonTone, string>> = {
  primary: "bg-ink text-paper px-5 hover:bg-ink-strong",
  quiet: "border border-edge px-5 hover:border-ink hover:bg-surface",
  plain: "px-3 hover:bg-surface",
  risky: "border border-danger px-5 text-danger hover:bg-danger hover:text-on-danger",
  danger: "bg-danger text-on-danger px-5 hover:bg-danger-strong",
};

const shape =
  "inline-flex min-h-11 items-center justify-center gap-2.5 rounded-control py-2 text-center font-medium transition-colors duration-150";

export const buttonLook = (tone: ButtonTone): string => `${shape} ${looks[tone]}`;

export const Button = ({ children, tone = "primary", type = "button", icon, ...state }: ButtonProps) => (
  <button
    type={type}
    aria-disabled={state.isBlocked ?? false}
    aria-expanded={state.isExpanded}
    onClick={state.isBlocked ? undefined : state.onClick}
    className={`${buttonLook(tone)} cursor-pointer aria-disabled:cursor-default aria-disabled:opacity-55`}
  >
    {icon && <Icon icon={icon} look="size-[1.1em]" />}
    {children}
  </button>
);
