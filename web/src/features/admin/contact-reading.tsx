import type { ReadingState } from "@tacet/client/admin-pages";
import { unreachable } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useAdminProblemWords } from "./admin-problem-words.ts";
import { AnswerForm } from "./answer-form.tsx";
import { TypedText } from "./typed-text.tsx";

interface ContactReadingProps {
  readonly reading: Exclude<ReadingState, { kind: "none" }>;
  readonly onRetry: () => void;
  readonly onAnswer: (text: string) => void;
}

/** One message, and the answer to it. */
export function ContactReading({ reading, onRetry, onAnswer }: ContactReadingProps) {
  const { say } = useLanguage();
  const describe = useAdminProblemWords();
  switch (reading.kind) {
    case "asking":
      return <StatusLine>{say("account.asking")}</StatusLine>;
    case "unknown":
      return (
        <>
          <Notice tone="error">{describe(reading.problem)}</Notice>
          <Button onClick={onRetry}>{say("tryAgain")}</Button>
        </>
      );
    case "read":
      return (
        <>
          <TypedText text={reading.message.message} />
          {reading.message.state !== "done" && <AnswerForm answering={reading.answering} onAnswer={onAnswer} />}
        </>
      );
    default:
      return unreachable(reading);
  }
}
