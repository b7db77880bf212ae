import type { KnownNotices, NoticeBoard } from "@tacet/client/account-pages";
import { useEffect, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/section.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { NoticeItem } from "./notice-item.tsx";
import { useProblemWords } from "./problem-words.ts";

interface LatelyProps {
  readonly board: NoticeBoard;
}

/** What happened to the account. Where nothing did, it takes no room. */
export function Lately({ board }: LatelyProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const state = useObservable(board.state);
  useSeen(board);
  if (state.kind === "asking" || (state.kind === "known" && state.notices.length === 0)) return null;
  return (
    <Section title={say("notices.title")}>
      {state.kind === "known" ? (
        <NoticeList known={state} />
      ) : (
        <>
          <Notice tone="error">{describe(state.problem)}</Notice>
          <Button tone="quiet" onClick={() => void board.look()}>
            {say("tryAgain")}
          </Button>
        </>
      )}
    </Section>
  );
}

/** What a page in the background shows has been seen by nobody. */
function useSeen(board: NoticeBoard): void {
  const state = useObservable(board.state);
  const isNew = state.kind === "known" && state.unseen > 0;
  useEffect(() => {
    if (!isNew) return undefined;
    const see = (): void => {
      if (document.visibilityState === "visible") void board.markSeen();
    };
    see();
    document.addEventListener("visibilitychange", see);
    return () => document.removeEventListener("visibilitychange", see);
  }, [board, isNew]);
}

/** So many are shown without being asked for, and all that are new. */
const FEW = 3;

function NoticeList({ known: { notices } }: { readonly known: KnownNotices }) {
  const { say } = useLanguage();
  const [isWhole, setIsWhole] = useState(false);
  const few = notices.filter(({ isSeen }, index) => index < FEW || !isSeen);
  return (
    <>
      <ul className="border-line divide-line divide-y border-y">
        {(isWhole ? notices : few).map((notice, index) => (
          <NoticeItem key={`${notice.at}-${index}`} notice={notice} />
        ))}
      </ul>
      {few.length < notices.length && (
        <Button tone="quiet" isExpanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? say("notices.fewer") : say("notices.all", { count: notices.length })}
        </Button>
      )}
      <div className="space-y-2 text-sm">
        <p className="text-muted text-pretty">{say("notices.notYou")}</p>
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          <TextLink href="/account/devices">{say("notices.notYou.devices")}</TextLink>
          <TextLink href="/account/security">{say("notices.notYou.security")}</TextLink>
        </p>
      </div>
    </>
  );
}
