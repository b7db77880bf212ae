import type { KnownReceiptState } from "@tacet/client/browser";
import { useRef } from "react";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { BurnDialog } from "./burn-dialog.tsx";
import { ReceiptFacts } from "./receipt-facts.tsx";
import { describeProblem } from "./words/problems.ts";
import { describeLine, words } from "./words/receipt.ts";

interface KnownReceiptPageProps {
  readonly known: KnownReceiptState;
  readonly onRefresh: () => void;
  readonly onBurn: () => void;
}

export function KnownReceiptPage({ known, onRefresh, onBurn }: KnownReceiptPageProps) {
  const { receipt, activity, problem } = known;
  const dialog = useRef<HTMLDialogElement>(null);
  const isBusy = activity !== "none";
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <ul aria-label={words.lines} aria-live="polite" className="mt-6 space-y-2 text-lg leading-relaxed">
        {receipt.lines.map((line, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the list only grows at its end
          <li key={index} className="border-accent border-l-4 pl-4">
            {describeLine(line)}
          </li>
        ))}
      </ul>
      <ReceiptFacts receipt={receipt} />
      {problem && <Notice tone="error">{describeProblem(problem).text}</Notice>}
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="quiet" isBlocked={isBusy} onClick={onRefresh}>
          {words.refresh}
        </Button>
        {receipt.state === "live" && (
          <Button tone="danger" isBlocked={isBusy} onClick={() => dialog.current?.showModal()}>
            {words.burn}
          </Button>
        )}
        <StatusLine>{isBusy && words[activity]}</StatusLine>
      </div>
      <BurnDialog ref={dialog} onBurn={onBurn} />
    </>
  );
}
