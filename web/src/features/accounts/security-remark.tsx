import type { ReactNode } from "react";

interface SecurityRemarkProps {
  readonly children: ReactNode;
}

export const SecurityRemark = ({ children }: SecurityRemarkProps) => (
  <p className="text-muted text-sm text-pretty">{children}</p>
);
