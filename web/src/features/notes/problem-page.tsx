import type { NoteProblem } from "@tacet/client/browser";
import { Button } from "../../ui/button.tsx";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { describeProblem } from "./words/problems.ts";

interface ProblemPageProps {
  readonly problem: NoteProblem;
  readonly retryLabel: string;
  readonly onRetry: () => void;
}

/** These stay as they are, however often one asks. */
const lasting: readonly NoteProblem["code"][] = ["link_damaged", "link_newer", "not_a_link", "note_not_found"];

export function ProblemPage({ problem, retryLabel, onRetry }: ProblemPageProps) {
  const { title, text } = describeProblem(problem);
  return (
    <>
      <ArrivalTitle>{title}</ArrivalTitle>
      <p className="text-muted mt-3 mb-6 leading-relaxed">{text}</p>
      {!lasting.includes(problem.code) && <Button onClick={onRetry}>{retryLabel}</Button>}
    </>
  );
}
