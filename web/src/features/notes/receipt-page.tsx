import type { NoteReceiptView } from "@tacet/client/browser";
import { unreachable } from "@tacet/protocol";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { KnownReceiptPage } from "./known-receipt-page.tsx";
import { ProblemPage } from "./problem-page.tsx";
import { words as openWords } from "./words/open.ts";
import { words } from "./words/receipt.ts";

interface ReceiptPageProps {
  readonly view: NoteReceiptView;
}

export function ReceiptPage({ view }: ReceiptPageProps) {
  const state = useObservable(view.state);
  const refresh = (): void => void view.refresh();
  switch (state.kind) {
    case "asking":
      return <StatusLine>{words.asking}</StatusLine>;
    case "unknown":
      return <ProblemPage problem={state.problem} retryLabel={openWords.tryAgain} onRetry={refresh} />;
    case "known":
      return <KnownReceiptPage known={state} onRefresh={refresh} onBurn={() => void view.burn()} />;
    default:
      return unreachable(state);
  }
}
