import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { Facts } from "../../../ui/facts.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { ArrivalTitle } from "../../../ui/page-title.tsx";
import { Page } from "../../../ui/page.tsx";
import { AsTyped } from "./as-typed.tsx";
import type { GrantedPageProps } from "./granted-page.tsx";

interface WaitingPageProps extends GrantedPageProps {
  readonly readyAt: number;
  readonly now: number;
}

const HOUR_MS = 3_600_000;

/** When it goes on, and what it takes until then. */
export function WaitingPage({ state: { way, keeping }, recovering, readyAt, now }: WaitingPageProps) {
  const { say, sayTime } = useLanguage();
  const hours = Math.max(1, Math.round((readyAt - now) / HOUR_MS));
  return (
    <Page
      title={<ArrivalTitle>{say("recover.waiting.title", { hours })}</ArrivalTitle>}
      intro={say("recover.waiting.intro")}
    >
      <Facts
        facts={[
          [say("recover.account"), <AsTyped key="who">{way.answers.who}</AsTyped>],
          [say("recover.waiting.from"), sayTime(readyAt)],
          [say("recover.waiting.until"), sayTime(way.until)],
        ]}
      />
      {keeping === "kept" ? (
        <p className="text-pretty">{say("recover.waiting.kept")}</p>
      ) : (
        <Notice tone="warning">{say("recover.waiting.notKept")}</Notice>
      )}
      <p className="text-pretty">{say("recover.waiting.found")}</p>
      <div className="flex flex-wrap gap-3">
        <Button tone="quiet" onClick={() => void recovering.startAnew()}>
          {say("recover.waiting.more")}
        </Button>
        <Button tone="risky" onClick={() => void recovering.forget()}>
          {say("recover.waiting.forget")}
        </Button>
      </div>
    </Page>
  );
}
