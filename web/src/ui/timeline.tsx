import type { ReactNode } from "react";

export interface TimelineItem {
  readonly tone: "open" | "good" | "warning" | "ended";
  readonly words: ReactNode;
}

interface TimelineProps {
  readonly label: string;
  readonly items: readonly TimelineItem[];
}

const dots = {
  open: "border-edge bg-paper",
  good: "border-good bg-good",
  warning: "border-warning bg-warning",
  ended: "border-ink bg-ink",
} as const;

/** What happened, in order. The list grows at its end, and what is new is read aloud. */
export const Timeline = ({ label, items }: TimelineProps) => (
  <ol aria-label={label} aria-live="polite" className="border-line ms-1.5 space-y-5 border-s ps-6">
    {items.map(({ tone, words }, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- the list only grows at its end
      <li key={index} className="relative text-lg">
        <span
          aria-hidden
          className={`absolute start-[calc(-1.5rem-0.375rem)] top-2.5 size-3 rounded-full border-2 ${dots[tone]}`}
        />
        {words}
      </li>
    ))}
  </ol>
);
