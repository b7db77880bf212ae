import type { ReactNode } from "react";

interface PageTitleProps {
  readonly children: ReactNode;
}

const look = "font-serif text-3xl leading-tight text-balance sm:text-4xl";

export const PageTitle = ({ children }: PageTitleProps) => <h1 className={look}>{children}</h1>;

/** For a page that takes the place of another one after a press: takes the focus, so that it is read aloud and keys go on from here. */
export const ArrivalTitle = ({ children }: PageTitleProps) => (
  <h1 className={look} tabIndex={-1} ref={focus}>
    {children}
  </h1>
);

const focus = (title: HTMLElement | null): void => title?.focus();
