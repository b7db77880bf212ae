import type { SignedInState } from "@tacet/client/account-pages";
import type { ReactNode } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useProblemWords } from "./problem-words.ts";

/** A new section is a line here, and an address of its own (app/route.ts). */
const sections = {
  profile: { href: "/account", title: "settings.profile" },
  security: { href: "/account/security", title: "settings.security" },
  people: { href: "/account/people", title: "settings.people" },
  privacy: { href: "/account/privacy", title: "settings.privacy" },
  devices: { href: "/account/devices", title: "settings.devices" },
  leave: { href: "/account/leave", title: "settings.leave" },
} as const;

export type AccountSection = keyof typeof sections;

interface AccountFrameProps {
  readonly state: SignedInState;
  readonly section: AccountSection;
  /** Notices that nobody has been shown yet; they stand in the profile. */
  readonly unseen: number;
  readonly onSignOut: () => void;
  readonly children: ReactNode;
}

/** Who is signed in, where one can go from here, and the way out. */
export function AccountFrame({ state, section, unseen, onSignOut, children }: AccountFrameProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const { account, activity, problem } = state;
  const isLeaving = activity === "leaving";
  return (
    <div className="space-y-10 sm:space-y-14">
      <div>
        <div className="flex flex-wrap items-center justify-between gap-4">
          <div className="flex min-w-0 flex-1 basis-40 items-center gap-3">
            <Avatar name={account.displayName || account.username} />
            <div className="min-w-0">
              <p dir="auto" className="font-semibold wrap-anywhere">
                {account.displayName || account.username}
              </p>
              <p dir="ltr" translate="no" className="text-muted text-sm wrap-anywhere">
                {account.address}
              </p>
            </div>
          </div>
          <Button tone="quiet" isBlocked={isLeaving} onClick={onSignOut}>
            {say("settings.signOut")}
          </Button>
        </div>
        <StatusLine>{isLeaving && say("settings.leaving")}</StatusLine>
        {problem && <Notice tone="error">{describe(problem)}</Notice>}
        <nav aria-label={say("settings.nav")} className="border-line flex flex-wrap gap-x-6 border-b">
          {Object.entries(sections).map(([each, { href, title }]) => (
            <a
              key={each}
              href={href}
              aria-current={each === section ? "page" : undefined}
              className="text-muted hover:text-ink aria-[current]:border-accent aria-[current]:text-ink -mb-px flex min-h-11 items-center gap-2 border-b-2 border-transparent font-medium"
            >
              {say(title)}
              {each === "profile" && unseen > 0 && <UnseenMark count={unseen} />}
            </a>
          ))}
        </nav>
      </div>
      {children}
    </div>
  );
}

function UnseenMark({ count }: { readonly count: number }) {
  const { say } = useLanguage();
  return (
    <>
      <span aria-hidden className="flex">
        <Badge>{count}</Badge>
      </span>
      <span className="sr-only">{say("notices.unseen", { count })}</span>
    </>
  );
}
