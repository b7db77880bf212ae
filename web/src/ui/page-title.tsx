import type { ReactNode } from "react";

interface PageTitleProps {
  readonly children: ReactNode;
}

const look = "text-3xl font-semibold tracking-tight text-balance sm:text-5xl sm:tracking-[-0.03em] rtl:tracking-normal";

export const PageTitle = ({ children }: PageTitleProps) => <h1 className={look}>{children}</h1>;

/** For a page that takes the place of another one after a press: takes the focus, so that it is read aloud and keys go on from here. */
export const ArrivalTitle = ({ children }: PageTitleProps) => (
  <h1 className={look} tabIndex={-1} ref={focus}>
    {children}
  </h1>
);

const focus = (title: HTMLElement | null): void => title?.focus();
