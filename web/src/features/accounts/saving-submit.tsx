import type { ChangingState } from "@tacet/client/account-pages";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useProblemWords } from "./problem-words.ts";

interface SavingSubmitProps {
  readonly state: ChangingState;
  /** Whether there is anything that is not saved yet. */
  readonly isChanged: boolean;
  /** Instead of “Save”, where one page has several things to save. */
  readonly label?: string;
  /** Instead of “Saved”, when more came of it. */
  readonly saved?: string;
}

/** The end of a form about oneself. */
export function SavingSubmit({ state: { activity, outcome }, isChanged, label, saved }: SavingSubmitProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const isSaving = activity === "saving";
  return (
    <div className="space-y-5">
      {outcome !== undefined && outcome !== "saved" && <Notice tone="error">{describe(outcome)}</Notice>}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit" isBlocked={isSaving || !isChanged}>
          {label ?? say("settings.save")}
        </Button>
        <StatusLine>
          {isSaving && say("settings.saving")}
          {outcome === "saved" && !isChanged && (saved ?? say("settings.saved"))}
        </StatusLine>
      </div>
    </div>
  );
}
