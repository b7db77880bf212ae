import type { ContactFormState } from "@tacet/client/contact-form";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { controlLook, Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { ContactMessageField } from "./contact-message-field.tsx";
import { useContactProblemWords } from "./contact-problem-words.ts";
import { UnseenField } from "./unseen-field.tsx";

const emptyDraft = { name: "", email: "", message: "", website: "" };
export type ContactFields = typeof emptyDraft;

interface ContactFormProps {
  readonly state: Extract<ContactFormState, { kind: "drafting" | "sending" }>;
  readonly onSend: (draft: ContactFields) => void;
}

export function ContactForm({ state, onSend }: ContactFormProps) {
  const { say } = useLanguage();
  const describe = useContactProblemWords();
  const [draft, setDraft] = useState(emptyDraft);
  const change = (fields: Partial<ContactFields>): void => setDraft((before) => ({ ...before, ...fields }));
  const isSending = state.kind === "sending";
  const step = isSending && say(state.done < 1 ? "contact.working" : "contact.sending");
  const problem = isSending ? undefined : state.problem;
  useLeaveWarning(draft.message !== "");

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    onSend(draft);
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <div className="grid gap-7 sm:grid-cols-2">
        <Field label={say("contact.name")}>
          {(control) => (
            <input
              {...control}
              value={draft.name}
              onChange={({ target }) => change({ name: target.value })}
              required
              dir="auto"
              autoComplete="name"
              className={controlLook}
            />
          )}
        </Field>
        <Field label={say("contact.email")} hint={say("contact.email.hint")}>
          {(control) => (
            <input
              {...control}
              type="email"
              dir="auto"
              value={draft.email}
              onChange={({ target }) => change({ email: target.value })}
              required
              autoComplete="email"
              className={controlLook}
            />
          )}
        </Field>
      </div>
      <ContactMessageField message={draft.message} onChange={(message) => change({ message })} />
      <UnseenField value={draft.website} onChange={(website) => change({ website })} />
      {problem && <Notice tone="error">{describe(problem)}</Notice>}
      <div className="space-y-3">
        <Button type="submit" isBlocked={isSending}>
          {say("contact.send")}
        </Button>
        {isSending && <ProgressBar done={state.done} label={say("contact.progress")} />}
        <StatusLine>{step}</StatusLine>
      </div>
    </form>
  );
}
