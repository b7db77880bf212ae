import type { ReactNode } from "react";

interface PageProps {
  /** A `PageTitle` or `ArrivalTitle`. */
  readonly title: ReactNode;
  readonly intro?: string | undefined;
  /** Remarks in the margin: good to know, and not in the way. */
  readonly margin?: ReactNode;
  readonly children?: ReactNode;
}

/** One column to work in, and a margin beside it where there is room. */
export const Page = ({ title, intro, margin, children }: PageProps) => (
  <div className="grid gap-x-12 gap-y-14 lg:grid-cols-[minmax(0,40rem)_minmax(13rem,18rem)] lg:justify-between">
    <div>
      {title}
      {intro && <p className="text-muted mt-4 text-lg text-pretty">{intro}</p>}
      {children && <div className="mt-9 space-y-7">{children}</div>}
    </div>
    {margin && <div className="lg:pt-2">{margin}</div>}
  </div>
);
