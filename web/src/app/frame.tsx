import type { ReactNode } from "react";
import { Notice } from "../ui/notice.tsx";
import { words } from "./words.ts";

interface FrameProps {
  readonly isPlainHttp: boolean;
  readonly children: ReactNode;
}

/** What every page has around it. */
export const Frame = ({ isPlainHttp, children }: FrameProps) => (
  <div className="mx-auto flex min-h-dvh w-full max-w-2xl flex-col px-4 sm:px-6">
    <header className="flex items-center justify-between py-5">
      <a href="/" className="flex items-center gap-2.5 rounded font-serif text-xl">
        <Mark />
        {words.brand}
      </a>
      <a href="/" className="text-accent rounded text-sm underline-offset-4 hover:underline">
        {words.newNote}
      </a>
    </header>
    <main className="flex-1 pt-6 pb-16 sm:pt-10">
      {isPlainHttp && <Notice tone="warning">{words.plainHttp}</Notice>}
      {children}
    </main>
    <footer className="border-line text-muted border-t py-6 text-sm text-balance">{words.footer}</footer>
  </div>
);

/** A half rest on its staff: tacet, “it is silent”. */
const Mark = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true" className="text-accent size-7">
    <rect width="32" height="32" rx="8" fill="currentColor" />
    <path d="M7 17h18M7 22h18" className="stroke-on-accent" strokeOpacity=".45" strokeWidth="1.5" />
    <path d="M11 11h10v6H11z" className="fill-on-accent" />
  </svg>
);
