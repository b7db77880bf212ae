import type { OpenedState } from "@tacet/client/browser";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { StatusLine } from "../../ui/status-line.tsx";

interface ConfirmationProps {
  readonly opened: OpenedState;
  readonly onTellAgain: () => void;
}

/** What became of the note once its text was here. */
export function Confirmation({ opened: { confirmation, reads }, onTellAgain }: ConfirmationProps) {
  const { say } = useLanguage();
  return (
    <div className="border-line space-y-4 border-t pt-5">
      <StatusLine>
        {confirmation === "pending" && say("opened.pending")}
        {confirmation === "confirmed" && say("opened.confirmed", { reads })}
      </StatusLine>
      {confirmation === "failed" && (
        <>
          <Notice tone="error">{say("opened.failed")}</Notice>
          <Button tone="quiet" onClick={onTellAgain}>
            {say("opened.tellAgain")}
          </Button>
        </>
      )}
    </div>
  );
}
