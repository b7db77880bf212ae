import type { ReactNode } from "react";

interface SampleProps {
  readonly title: string;
  readonly children: ReactNode;
}

export const Sample = ({ title, children }: SampleProps) => (
  <section className="border-ink grid gap-x-12 gap-y-6 border-t pt-5 lg:grid-cols-[10rem_minmax(0,1fr)]">
    <h2 className="text-xl font-semibold tracking-tight">{title}</h2>
    <div className="space-y-8">{children}</div>
  </section>
);
