import { useId, type ReactNode, type RefObject } from "react";

interface DialogProps {
  /** To open it: `ref.current?.showModal()`. The browser keeps the focus inside, closes on Escape and gives the focus back. */
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly title: string;
  readonly children: ReactNode;
}

export function Dialog({ ref, title, children }: DialogProps) {
  const id = useId();
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      className="bg-surface text-ink m-auto w-[calc(100%-2rem)] max-w-md rounded-2xl p-6 shadow-xl"
    >
      <h2 id={id} className="font-serif text-2xl">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
