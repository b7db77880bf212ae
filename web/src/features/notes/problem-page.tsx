import type { PageProblem } from "@tacet/client/browser";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { useProblemWords } from "./problem-words.ts";

interface ProblemPageProps {
  readonly problem: PageProblem;
  readonly onRetry: () => void;
}

/** These stay as they are, however often one asks. */
const lasting: readonly PageProblem["code"][] = ["link_damaged", "link_newer", "not_a_link", "note_not_found"];

export function ProblemPage({ problem, onRetry }: ProblemPageProps) {
  const { say } = useLanguage();
  const { title, text } = useProblemWords()(problem);
  return (
    <Page title={<ArrivalTitle>{title}</ArrivalTitle>} intro={text}>
      {!lasting.includes(problem.code) && <Button onClick={onRetry}>{say("tryAgain")}</Button>}
    </Page>
  );
}
