import type { ReactNode } from "react";

interface BubbleProps {
  readonly from: "me" | "them";
  readonly time: string;
  readonly children: ReactNode;
}

const looks = {
  me: "bg-accent-soft ms-auto rounded-ee-none",
  them: "bg-surface me-auto rounded-es-none",
} as const;

/** Something that was said. */
export const Bubble = ({ from, time, children }: BubbleProps) => (
  <div className={`rounded-sheet w-fit max-w-[85%] px-4 py-2.5 ${looks[from]}`}>
    <div dir="auto" className="wrap-anywhere whitespace-pre-wrap">
      {children}
    </div>
    <div className="text-muted mt-1 text-end text-sm tabular-nums">{time}</div>
  </div>
);
