import type { ReactNode } from "react";

export interface SectionLink {
  readonly href: string;
  readonly title: string;
  readonly state: "here" | "elsewhere";
  /** Beside the title, such as a count. */
  readonly mark?: ReactNode;
}

interface SectionNavProps {
  readonly label: string;
  readonly links: readonly SectionLink[];
}

/** Pages that belong together, each with an address of its own. */
export const SectionNav = ({ label, links }: SectionNavProps) => (
  <nav aria-label={label} className="border-line flex flex-wrap gap-x-6 border-b">
    {links.map(({ href, title, state, mark }) => (
      <a
        key={href}
        href={href}
        aria-current={state === "here" ? "page" : undefined}
        className="text-muted hover:text-ink aria-[current]:border-accent aria-[current]:text-ink -mb-px flex min-h-11 items-center gap-2 border-b-2 border-transparent font-medium"
      >
        {title}
        {mark}
      </a>
    ))}
  </nav>
);
