import type { ReactNode, SubmitEvent } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";

interface QuestionFormProps {
  readonly onAnswer: () => void;
  /** Absent at the first question. */
  readonly onBack?: () => void;
  readonly isBlocked?: boolean;
  readonly children: ReactNode;
}

/** One question, and the ways on and back. */
export function QuestionForm({ onAnswer, onBack, isBlocked = false, children }: QuestionFormProps) {
  const { say } = useLanguage();

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isBlocked) onAnswer();
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      {children}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isBlocked={isBlocked}>
          {say("recover.next")}
        </Button>
        {onBack && (
          <Button tone="quiet" onClick={onBack}>
            {say("recover.back")}
          </Button>
        )}
      </div>
    </form>
  );
}
