import type { ReadMessage } from "@tacet/client/admin-pages";
import { MAX_CONTACT_MESSAGE_CHARACTERS } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { controlLook, Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { useAdminProblemWords } from "./admin-problem-words.ts";

interface AnswerFormProps extends Pick<ReadMessage, "answering"> {
  readonly onAnswer: (text: string) => void;
}

/** Stays after it was sent: somebody may have forgotten half of it. */
export function AnswerForm({ answering, onAnswer }: AnswerFormProps) {
  const { say } = useLanguage();
  const describe = useAdminProblemWords();
  const [text, setText] = useState("");
  const [sent, setSent] = useState("");
  const isSending = answering === "sending";
  const isNew = text.trim() !== "" && (answering !== "sent" || text !== sent);
  useLeaveWarning(isNew);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (isSending || !isNew) return;
    setSent(text);
    onAnswer(text);
  }

  return (
    <form onSubmit={submit} className="space-y-5">
      <Field label={say("admin.contact.answer")} hint={say("admin.contact.answer.hint")}>
        {(control) => (
          <textarea
            {...control}
            value={text}
            onChange={({ target }) => setText(target.value)}
            maxLength={MAX_CONTACT_MESSAGE_CHARACTERS}
            required
            rows={6}
            autoComplete="off"
            className={`${controlLook} block resize-y plaintext`}
          />
        )}
      </Field>
      {typeof answering === "object" && <Notice tone="error">{describe(answering)}</Notice>}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit" isBlocked={isSending || !isNew}>
          {say("admin.contact.answer.submit")}
        </Button>
        <StatusLine>
          {isSending && say("admin.contact.answer.sending")}
          {answering === "sent" && say("admin.contact.answer.sent")}
        </StatusLine>
      </div>
    </form>
  );
}
