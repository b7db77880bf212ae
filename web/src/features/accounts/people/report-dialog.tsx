import type { PersonReporting } from "@tacet/client/account-pages";
import { MAX_REPORT_CHARACTERS, ReportCategory } from "@tacet/protocol";
import { useEffect, useRef, useState, type SubmitEvent } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { controlLook, Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { StatusLine } from "../../../ui/status-line.tsx";
import { useObservable } from "../../../ui/use-observable.ts";
import { useProblemWords } from "../problem-words.ts";

interface ReportDialogProps {
  readonly username: string;
  readonly start: () => PersonReporting;
  readonly onClose: () => void;
}

const categoryWords = {
  spam: "people.report.spam",
  harassment: "people.report.harassment",
  threat: "people.report.threat",
  impersonation: "people.report.impersonation",
  illegal_content: "people.report.illegal_content",
  other: "people.report.other",
} as const;

export function ReportDialog({ username, start, onClose }: ReportDialogProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const [reporting] = useState(start);
  const { activity, outcome } = useObservable(reporting.state);
  const [draft, setDraft] = useState<{ category: ReportCategory; text: string }>({ category: "spam", text: "" });
  const dialog = useRef<HTMLDialogElement>(null);
  const isSent = outcome === "sent";
  useEffect(() => dialog.current?.showModal(), []);
  // The button that was pressed is gone: the one that is left takes the focus.
  useEffect(() => void (isSent && dialog.current?.querySelector("button")?.focus()), [isSent]);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void reporting.send({ username, ...draft });
  }

  return (
    <Dialog ref={dialog} title={say("people.report.title", { username })} onClose={onClose}>
      <form onSubmit={submit} className="mt-3 space-y-5">
        {!isSent && (
          <>
            <p className="text-muted text-pretty">{say("people.report.text", { username })}</p>
            <SelectField
              label={say("people.report.category")}
              choices={ReportCategory.options.map((value) => ({ value, label: say(categoryWords[value]) }))}
              value={draft.category}
              onChange={(value) => setDraft((before) => ({ ...before, category: ReportCategory.parse(value) }))}
            />
            <Field label={say("people.report.words")}>
              {(control) => (
                <textarea
                  {...control}
                  value={draft.text}
                  onChange={({ target }) => setDraft((before) => ({ ...before, text: target.value }))}
                  maxLength={MAX_REPORT_CHARACTERS}
                  rows={4}
                  autoComplete="off"
                  className={`${controlLook} plaintext block resize-y`}
                />
              )}
            </Field>
          </>
        )}
        {outcome !== undefined && !isSent && <Notice tone="error">{describe(outcome)}</Notice>}
        <div className="-mt-2 space-y-2">
          <StatusLine>
            {activity === "sending" && say("people.report.sending")}
            {isSent && say("people.report.sent")}
          </StatusLine>
          <div className="flex flex-wrap justify-end gap-3">
            <Button tone="quiet" onClick={() => dialog.current?.close()}>
              {say(isSent ? "people.report.close" : "people.report.cancel")}
            </Button>
            {!isSent && (
              <Button type="submit" isBlocked={activity !== "none"}>
                {say("people.report.submit")}
              </Button>
            )}
          </div>
        </div>
      </form>
    </Dialog>
  );
}
