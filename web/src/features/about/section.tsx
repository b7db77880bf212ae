import type { ReactNode } from "react";

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Its title stands in the margin where there is room. */
export const Section = ({ title, children }: SectionProps) => (
  <section className="border-ink grid gap-x-12 gap-y-5 border-t pt-5 lg:grid-cols-[15rem_minmax(0,1fr)]">
    <h2 className="text-xl font-semibold tracking-tight text-balance">{title}</h2>
    {children}
  </section>
);
