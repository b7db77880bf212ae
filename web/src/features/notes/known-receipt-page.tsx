import type { KnownReceiptState } from "@tacet/client/browser";
import { Flame, RefreshCw } from "lucide";
import { useRef } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Margin } from "../../ui/margin.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { BurnDialog } from "./burn-dialog.tsx";
import { useProblemWords } from "./problem-words.ts";
import { receiptFacts } from "./receipt-facts.ts";
import { describeLine } from "./receipt-lines.ts";

interface KnownReceiptPageProps {
  readonly known: KnownReceiptState;
  readonly onRefresh: () => void;
  readonly onBurn: () => void;
}

export function KnownReceiptPage({ known, onRefresh, onBurn }: KnownReceiptPageProps) {
  const language = useLanguage();
  const { say, sayClock } = language;
  const describeProblem = useProblemWords();
  const { receipt, askedAt, activity, problem } = known;
  const dialog = useRef<HTMLDialogElement>(null);
  const isBusy = activity !== "none";
  const isLive = receipt.state === "live";
  return (
    <Page
      title={<PageTitle>{say("receipt.title")}</PageTitle>}
      margin={
        <Margin title={say("receipt.explain.title")}>
          <p>{say("receipt.explain")}</p>
          {isLive && <p>{say("receipt.live", { time: sayClock(askedAt) })}</p>}
        </Margin>
      }
    >
      <Timeline label={say("receipt.lines")} items={receipt.lines.map((line) => describeLine(line, language))} />
      <Facts facts={receiptFacts(receipt, language)} />
      {problem && <Notice tone="error">{describeProblem(problem).text}</Notice>}
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="quiet" icon={RefreshCw} isBlocked={isBusy} onClick={onRefresh}>
          {say("receipt.refresh")}
        </Button>
        {isLive && (
          <Button tone="risky" icon={Flame} isBlocked={isBusy} onClick={() => dialog.current?.showModal()}>
            {say("receipt.burn")}
          </Button>
        )}
      </div>
      <StatusLine>
        {activity === "refreshing" && say("receipt.refreshing")}
        {activity === "burning" && say("receipt.burning")}
      </StatusLine>
      <BurnDialog ref={dialog} onBurn={onBurn} />
    </Page>
  );
}
