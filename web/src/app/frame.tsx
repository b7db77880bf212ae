import { CircleUser } from "lucide";
import type { ReactNode } from "react";
import { useLanguage } from "../languages/use-language.ts";
import type { LanguageTag } from "../languages/languages.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { LanguageMenu } from "./language-menu.tsx";
import { Mark } from "./mark.tsx";

export interface FrameProps {
  readonly isPlainHttp: boolean;
  readonly onLanguage: (tag: LanguageTag) => void;
  readonly children: ReactNode;
}

/** What every page has around it. */
export function Frame({ isPlainHttp, onLanguage, children }: FrameProps) {
  const { say } = useLanguage();
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[70rem] flex-col px-5 sm:px-8">
      <a
        href="#content"
        onClick={skipToContent}
        className="bg-ink text-paper rounded-control sr-only start-4 top-4 z-10 px-4 py-2 focus:not-sr-only focus:absolute"
      >
        {say("frame.skip")}
      </a>
      <header className="border-ink flex flex-wrap items-center justify-between gap-x-6 border-b py-4">
        <a href="/" className="flex items-center gap-3 rounded-sm text-lg font-semibold tracking-tight" translate="no">
          <Mark />
          Tacet
        </a>
        <nav className="flex items-center gap-x-4 sm:gap-x-6">
          <NavLink href="/about">{say("frame.about")}</NavLink>
          <NavLink href="/">{say("frame.newNote")}</NavLink>
          <NavLink href="/account">
            {/* On a phone there is no room for a third word. */}
            <Icon icon={CircleUser} look="size-5 sm:hidden" />
            <span className="sr-only sm:not-sr-only">{say("frame.account")}</span>
          </NavLink>
        </nav>
      </header>
      <main id="content" tabIndex={-1} className="flex-1 pt-10 pb-20 outline-none sm:pt-16">
        {isPlainHttp && (
          <div className="mb-10 max-w-2xl">
            <Notice tone="warning">{say("frame.plainHttp")}</Notice>
          </div>
        )}
        {children}
      </main>
      <footer className="border-line text-muted flex flex-wrap items-center justify-between gap-x-8 gap-y-4 border-t py-6 text-sm">
        <p className="max-w-prose text-pretty">{say("frame.footer")}</p>
        <LanguageMenu onLanguage={onLanguage} />
      </footer>
    </div>
  );
}

interface NavLinkProps {
  readonly href: string;
  readonly children: ReactNode;
}

const NavLink = ({ href, children }: NavLinkProps) => (
  <a href={href} className="hover:text-accent rounded-sm py-2 text-sm font-medium">
    {children}
  </a>
);

/** By hand: following it would put another fragment in the place of the key. */
function skipToContent(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
