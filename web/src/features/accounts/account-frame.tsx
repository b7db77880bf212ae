import type { NoticeBoard, SignedInState } from "@tacet/client/account-pages";
import type { Role } from "@tacet/protocol";
import type { ReactNode } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SectionNav, type SectionLink } from "../../ui/section-nav.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
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
  /** Where one can go from here. */
  readonly nav: ReactNode;
  readonly onSignOut: () => void;
  readonly children: ReactNode;
}

/** Who is signed in, where one can go from here, and the way out. */
export function AccountFrame({ state, nav, onSignOut, children }: AccountFrameProps) {
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
        {nav}
      </div>
      {children}
    </div>
  );
}

interface AccountNavProps {
  readonly section: AccountSection;
  readonly role: Role;
  /** Notices that nobody has been shown yet are counted beside the profile, where they stand. */
  readonly board: NoticeBoard;
}

export function AccountNav({ section, role, board }: AccountNavProps) {
  const { say } = useLanguage();
  const notices = useObservable(board.state);
  const unseen = notices.kind === "known" ? notices.unseen : 0;
  const links = Object.entries(sections).map(([each, { href, title }]): SectionLink => {
    const state = each === section ? "here" : "elsewhere";
    return { href, title: say(title), state, mark: each === "profile" && unseen > 0 && <UnseenMark count={unseen} /> };
  });
  const administration: SectionLink = { href: "/admin", title: say("settings.admin"), state: "elsewhere" };
  return <SectionNav label={say("settings.nav")} links={role === "admin" ? [...links, administration] : links} />;
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
