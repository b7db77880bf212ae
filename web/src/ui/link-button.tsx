import type { ReactNode } from "react";
import { buttonLook, type ButtonTone } from "./button.tsx";

interface LinkButtonProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly tone?: ButtonTone;
}

export const LinkButton = ({ href, children, tone = "quiet" }: LinkButtonProps) => (
  <a href={href} className={buttonLook(tone)}>
    {children}
  </a>
);
