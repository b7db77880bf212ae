import type { PageProblem } from "@tacet/client/account-pages";
import type { MessageId } from "../languages/language.ts";
import { useLanguage } from "../languages/use-language.ts";

/** What a feature says of what can go wrong with it. What is not named should not reach a page of it. */
export type ProblemMessages = Partial<Record<PageProblem["code"], MessageId>>;

/** Words for every code, with how long to wait; for one that is not named, the code itself, so that it can be looked up. */
export function useWordsOfProblems(messages: ProblemMessages): (problem: PageProblem) => string {
  const { say } = useLanguage();
  const sayWait = useWaitWords();
  return ({ code, retryAfterMs = 0 }) => {
    const text = say(messages[code] ?? "problem.unexpected.text", { code });
    return retryAfterMs > 0 ? `${text} ${sayWait(retryAfterMs)}` : text;
  };
}

/** Up to here a wait is told in seconds, which can be waited out, and in minutes from then on. */
export const MOST_SECONDS = 120;

function useWaitWords(): (ms: number) => string {
  const { say } = useLanguage();
  return (ms) => {
    const seconds = Math.ceil(ms / 1000);
    if (seconds <= MOST_SECONDS) return say("account.waitFor", { seconds });
    return say("account.waitFor.minutes", { minutes: Math.ceil(seconds / 60) });
  };
}
