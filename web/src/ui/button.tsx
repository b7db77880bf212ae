import type { ReactNode } from "react";

export type ButtonTone = "primary" | "quiet" | "danger";

interface ButtonProps {
  readonly children: ReactNode;
  readonly tone?: ButtonTone;
  readonly type?: "button" | "submit";
  /** Cannot be pressed just now. It keeps the focus, which `disabled` would throw away in the middle of an action. */
  readonly isBlocked?: boolean;
  readonly onClick?: () => void;
}

export const buttonLook: Readonly<Record<ButtonTone, string>> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  quiet: "border border-edge text-ink hover:border-ink",
  danger: "bg-danger text-on-danger hover:bg-danger-strong",
};

export const buttonShape =
  "inline-flex min-h-11 items-center justify-center rounded-lg px-5 py-2 text-center font-medium transition-colors";

export const Button = ({ children, tone = "primary", type = "button", isBlocked = false, onClick }: ButtonProps) => (
  <button
    type={type}
    aria-disabled={isBlocked}
    onClick={isBlocked ? undefined : onClick}
    className={`${buttonShape} ${buttonLook[tone]} cursor-pointer aria-disabled:cursor-default aria-disabled:opacity-60`}
  >
    {children}
  </button>
);
