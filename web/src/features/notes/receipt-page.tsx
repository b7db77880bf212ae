import type { NoteReceiptView } from "@tacet/client/browser";
import { unreachable } from "@tacet/protocol";
import { useEffect } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { KnownReceiptPage } from "./known-receipt-page.tsx";
import { ProblemPage } from "./problem-page.tsx";

interface ReceiptPageProps {
  readonly view: NoteReceiptView;
}

export function ReceiptPage({ view }: ReceiptPageProps) {
  const { say } = useLanguage();
  const state = useObservable(view.state);
  const refresh = (): void => void view.refresh();
  useEffect(() => view.follow(), [view]);
  switch (state.kind) {
    case "asking":
      return <StatusLine>{say("receipt.asking")}</StatusLine>;
    case "unknown":
      return <ProblemPage problem={state.problem} onRetry={refresh} />;
    case "known":
      return <KnownReceiptPage known={state} onRefresh={refresh} onBurn={() => void view.burn()} />;
    default:
      return unreachable(state);
  }
}
