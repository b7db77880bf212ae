import type { DeedsState, DoneDeed } from "@tacet/client/account-pages";
import type { MessageId } from "../../../languages/language.ts";
import { useLanguage } from "../../../languages/use-language.ts";
import { Notice } from "../../../ui/notice.tsx";
import { StatusLine } from "../../../ui/status-line.tsx";
import { useProblemWords } from "../problem-words.ts";

interface DeedOutcomeProps {
  readonly state: DeedsState;
}

/** What became of the last press. */
export function DeedOutcome({ state: { activity, done, problem } }: DeedOutcomeProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  return (
    <>
      {problem && <Notice tone="error">{describe(problem)}</Notice>}
      <StatusLine>
        {activity === "doing" && say("people.doing")}
        {done && say(wordsFor(done), { username: done.username })}
      </StatusLine>
    </>
  );
}

const deedWords = {
  ask: "people.done.ask",
  withdraw: "people.done.withdraw",
  accept: "people.done.accept",
  decline: "people.done.decline",
  block: "people.done.block",
  unblock: "people.done.unblock",
} as const;

const wordsFor = ({ deed, answer }: DoneDeed): MessageId =>
  answer === "accepted" ? "people.done.asked" : deedWords[deed];
