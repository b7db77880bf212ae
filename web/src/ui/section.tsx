import { useId, type ReactNode, type RefObject } from "react";

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
  /** For whoever has to give it the focus, when what had it is gone. */
  readonly ref?: RefObject<HTMLElement | null>;
}

/** A part of a page that has several. */
export function Section({ title, children, ref }: SectionProps) {
  const id = useId();
  return (
    <section
      ref={ref}
      tabIndex={ref && -1}
      aria-labelledby={id}
      className="border-line space-y-5 border-t pt-7 outline-none"
    >
      <h2 id={id} className="text-xl font-semibold tracking-tight">
        {title}
      </h2>
      {children}
    </section>
  );
}
