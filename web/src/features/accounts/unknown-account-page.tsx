import type { PageProblem } from "@tacet/client/account-pages";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { useProblemWords } from "./problem-words.ts";

interface UnknownAccountPageProps {
  readonly problem: PageProblem;
  readonly onRetry: () => void;
}

/** The server did not say who is signed in, or whether anybody can register. */
export function UnknownAccountPage({ problem, onRetry }: UnknownAccountPageProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  return (
    <Page title={<ArrivalTitle>{say("problem.unexpected")}</ArrivalTitle>} intro={describe(problem)}>
      <Button onClick={onRetry}>{say("tryAgain")}</Button>
    </Page>
  );
}
