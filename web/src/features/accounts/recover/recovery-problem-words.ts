import type { PageProblem } from "@tacet/client/account-pages";
import type { MessageId } from "../../../languages/language.ts";
import { useLanguage } from "../../../languages/use-language.ts";
import { useProblemWords } from "../problem-words.ts";

type Step = "proving" | "completing";

/** What the same code means at this step of a way back. */
const atStep: Readonly<Record<Step, Partial<Record<PageProblem["code"], MessageId>>>> = {
  proving: { sign_in_refused: "recover.problem.refused", recovery_waiting: "recover.problem.waiting" },
  completing: { recovery_waiting: "recover.problem.notYet" },
};

export function useRecoveryProblemWords(step: Step): (problem: PageProblem) => string {
  const { say } = useLanguage();
  const describe = useProblemWords();
  return (problem) => {
    const id = atStep[step][problem.code];
    return id ? say(id) : describe(problem);
  };
}
