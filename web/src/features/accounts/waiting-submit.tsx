import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { RestBar } from "../../ui/rest-bar.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useShortWait } from "./problem-words.ts";

interface WaitingSubmitProps {
  readonly label: string;
  readonly secondsLeft: number;
  /** What is going on, while something is. */
  readonly busyWith?: string | undefined;
  /** What came of it, when nothing is. */
  readonly outcome?: string | undefined;
  /** Other buttons, beside the one that submits. */
  readonly children?: ReactNode;
}

/** The end of a form: its button, how long that has to wait, and what became of the press. */
export function WaitingSubmit({ label, secondsLeft, busyWith, outcome, children }: WaitingSubmitProps) {
  const sayWait = useShortWait();
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isBlocked={busyWith !== undefined || secondsLeft > 0}>
          {sayWait(secondsLeft) ?? label}
        </Button>
        {children}
      </div>
      {busyWith !== undefined && <RestBar />}
      <StatusLine>{busyWith ?? outcome}</StatusLine>
    </div>
  );
}
