import type { ReactNode } from "react";

/** Where it stands among those that were said in one go: they are drawn together. */
export type BubblePlace = "alone" | "first" | "middle" | "last";

interface BubbleProps {
  readonly from: "me" | "them";
  readonly place?: BubblePlace;
  /** Over what was said, over the whole width. */
  readonly head?: ReactNode;
  /** Under what was said: when, and what became of it. */
  readonly foot: ReactNode;
  readonly children: ReactNode;
}

const colors = { me: "bg-accent-soft", them: "bg-surface" } as const;

const corners = {
  me: { alone: "rounded-ee-sm", first: "rounded-ee-sm", middle: "rounded-e-sm", last: "rounded-e-sm" },
  them: { alone: "rounded-es-sm", first: "rounded-es-sm", middle: "rounded-s-sm", last: "rounded-s-sm" },
} as const;

/** Something that was said. */
export const Bubble = ({ from, place = "alone", head, foot, children }: BubbleProps) => (
  <div className={`w-fit max-w-full min-w-0 rounded-2xl px-3.5 pt-2 pb-1.5 ${colors[from]} ${corners[from][place]}`}>
    {head}
    {/* Beside the last line where there is room, else under it. */}
    <div className="flex flex-wrap items-end justify-end gap-x-3">
      <div className="me-auto min-w-0 wrap-anywhere">{children}</div>
      <div className="text-muted flex items-center gap-1.5 text-xs tabular-nums">{foot}</div>
    </div>
  </div>
);
