import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";

interface PopoverProps {
  /** What it belongs to, and stands at. */
  readonly anchor: Element;
  readonly label: string;
  readonly role?: "dialog" | "menu";
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const EDGE = 8;

/**
 * Something small above the page, for as long as it is rendered. The platform's own: it lies over everything, and Escape or a press beside it
 * closes it. The focus goes in, and back to where it was.
 */
export function Popover({ anchor, label, role = "dialog", onClose, children }: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  }, [onClose]);

  useEffect(() => {
    const element = panel.current;
    if (!element) return undefined;
    const before = document.activeElement;
    element.showPopover();
    place(element, anchor);
    element.querySelector<HTMLElement>("input, button, a")?.focus();
    const onToggle = (event: Event): void => {
      if (event instanceof ToggleEvent && event.newState === "closed") close.current();
    };
    element.addEventListener("toggle", onToggle);
    const sizing = new ResizeObserver(() => place(element, anchor));
    sizing.observe(element);
    sizing.observe(document.documentElement);
    return () => {
      sizing.disconnect();
      element.removeEventListener("toggle", onToggle);
      const hadFocus = element.contains(document.activeElement);
      if (element.matches(":popover-open")) element.hidePopover();
      if (hadFocus && before instanceof HTMLElement) before.focus();
    };
  }, [anchor]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- its role is one of two, and arrow keys are of the menu's
    <div
      ref={panel}
      popover="auto"
      role={role}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={role === "menu" ? walkMenu : undefined}
      className="bg-paper text-ink border-line rounded-sheet fixed inset-auto m-0 max-h-[80dvh] max-w-[calc(100vw-1rem)] overflow-y-auto border shadow-xl outline-none backdrop:bg-transparent"
    >
      {children}
    </div>
  );
}

/** Under what it belongs to where there is room, else above it; never over the edge. */
function place(panel: HTMLElement, anchor: Element): void {
  const { top, bottom, left, right } = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const { clientWidth, clientHeight } = document.documentElement;
  const isRtl = getComputedStyle(anchor).direction === "rtl";
  const wantedLeft = (left + right) / 2 < clientWidth / 2 !== isRtl ? left : right - width;
  const wantedTop = bottom + height + EDGE > clientHeight ? top - height - 4 : bottom + 4;
  panel.style.left = `${Math.max(EDGE, Math.min(wantedLeft, clientWidth - width - EDGE))}px`;
  panel.style.top = `${Math.max(EDGE, Math.min(wantedTop, clientHeight - height - EDGE))}px`;
}

/** The pattern of ARIA's authoring practices: arrow keys go from one to the next. */
function walkMenu(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem]")];
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
