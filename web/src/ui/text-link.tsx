import type { ReactNode } from "react";

interface TextLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** Say so in the words of the link: nobody likes to be surprised by a tab. */
  readonly opens?: "here" | "new tab";
}

export const TextLink = ({ href, children, opens = "here" }: TextLinkProps) => (
  <a
    href={href}
    {...(opens === "new tab" && { target: "_blank", rel: "noreferrer" })}
    className="text-accent decoration-accent/40 rounded-sm underline decoration-1 underline-offset-4 hover:decoration-current"
  >
    {children}
  </a>
);
