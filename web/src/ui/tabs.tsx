import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly id: string; readonly title: ReactNode; readonly content: ReactNode }[];
}

/**
 * The pattern of ARIA's authoring practices: one stop for the tab key, and arrow keys from tab to tab, in the reader's direction. The first one
 * is open. By hand, because Radix's weighs more than any page that would have it (docs/decisions/0011).
 */
export function Tabs({ label, tabs }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [openAt, setOpenAt] = useState(0);
  const open = tabs[openAt];

  function walk(event: KeyboardEvent<HTMLElement>): void {
    const to = nextTab(event.key, { at: openAt, count: tabs.length, dir: directionOf(event.currentTarget) });
    if (to === undefined) return;
    event.preventDefault();
    setOpenAt(to);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]").item(to).focus();
  }

  return (
    <div>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={walk}
        className="border-line flex flex-wrap gap-x-4 border-b sm:gap-x-6"
      >
        {tabs.map((tab, at) => (
          <button
            key={tab.id}
            id={`${id}-${tab.id}`}
            type="button"
            role="tab"
            aria-selected={at === openAt}
            aria-controls={at === openAt ? `${id}-panel` : undefined}
            tabIndex={at === openAt ? 0 : -1}
            onClick={() => setOpenAt(at)}
            className="text-muted hover:text-ink aria-selected:border-accent aria-selected:text-ink -mb-px min-h-11 cursor-pointer border-b-2 border-transparent font-medium"
          >
            {tab.title}
          </button>
        ))}
      </div>
      {open && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a panel may begin with something that takes no focus
        <div
          key={open.id}
          id={`${id}-panel`}
          role="tabpanel"
          aria-labelledby={`${id}-${open.id}`}
          tabIndex={0}
          className="rounded-sm pt-5"
        >
          {open.content}
        </div>
      )}
    </div>
  );
}

interface TabPosition {
  readonly at: number;
  readonly count: number;
  readonly dir: string;
}

function nextTab(key: string, { at, count, dir }: TabPosition): number | undefined {
  const forward = dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key !== "ArrowLeft" && key !== "ArrowRight") return undefined;
  return (at + (key === forward ? 1 : count - 1)) % count;
}

const directionOf = (element: HTMLElement): string => getComputedStyle(element).direction;
