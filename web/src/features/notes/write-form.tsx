import type { DraftFields, WritingState } from "@tacet/client/browser";
import { DEFAULT_TTL_S } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { LifetimeSelect, ReadsInput, TextInput } from "./note-inputs.tsx";
import { describeProblem } from "./words/problems.ts";
import { words } from "./words/write.ts";

interface WriteFormProps {
  readonly state: Exclude<WritingState, { kind: "made" }>;
  readonly onSeal: (draft: DraftFields) => void;
}

const emptyDraft: DraftFields = { text: "", passphrase: "", ttlS: DEFAULT_TTL_S, reads: 1 };

export function WriteForm({ state, onSeal }: WriteFormProps) {
  const [draft, setDraft] = useState(emptyDraft);
  const change = (fields: Partial<DraftFields>): void => setDraft((before) => ({ ...before, ...fields }));
  useLeaveWarning(draft.text !== "");

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    onSeal(draft);
  }

  return (
    <form onSubmit={submit} autoComplete="off" className="space-y-6">
      <Field label={words.text}>
        {(control) => <TextInput control={control} value={draft.text} onChange={(text) => change({ text })} />}
      </Field>
      <Field label={words.passphrase} hint={words.passphraseHint}>
        {(control) => (
          <SecretInput control={control} value={draft.passphrase} onChange={(passphrase) => change({ passphrase })} />
        )}
      </Field>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label={words.lifetime}>
          {(control) => <LifetimeSelect control={control} value={draft.ttlS} onChange={(ttlS) => change({ ttlS })} />}
        </Field>
        <Field label={words.reads}>
          {(control) => <ReadsInput control={control} value={draft.reads} onChange={(reads) => change({ reads })} />}
        </Field>
      </div>
      {state.kind === "drafting" && state.problem && (
        <Notice tone="error">{describeProblem(state.problem).text}</Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" isBlocked={state.kind === "sealing"}>
          {words.seal}
        </Button>
        <StatusLine>{state.kind === "sealing" && words[state.step]}</StatusLine>
      </div>
    </form>
  );
}
