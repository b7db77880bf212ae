import { useId, type ReactNode, type RefObject } from "react";

interface DialogProps {
  /** To open it: `ref.current?.showModal()`. The browser keeps the focus inside, closes on Escape and gives the focus back. */
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly title: string;
  /** Also when it was closed by Escape. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

/** The platform's own: Radix's injects a style, which the content security policy refuses. */
export function Dialog({ ref, title, onClose, children }: DialogProps) {
  const id = useId();
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      className="bg-paper text-ink rounded-sheet border-line m-auto w-[calc(100%-2rem)] max-w-md border p-6 shadow-2xl sm:p-8"
    >
      <h2 id={id} className="text-xl font-semibold tracking-tight">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
