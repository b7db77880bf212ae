import type { DraftFields, WritingState } from "@tacet/client/browser";
import { DEFAULT_TTL_S } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RestBar } from "../../ui/rest-bar.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { useProblemWords } from "./problem-words.ts";
import { LimitFields } from "./limit-fields.tsx";
import { NewPassphraseField } from "./new-passphrase-field.tsx";
import { NoteTextField } from "./note-text-field.tsx";

interface WriteFormProps {
  readonly state: Exclude<WritingState, { kind: "made" }>;
  readonly onSeal: (draft: DraftFields) => void;
}

const emptyDraft: DraftFields = { text: "", passphrase: "", ttlS: DEFAULT_TTL_S, reads: 1 };
const steps = { stretching: "write.stretching", sending: "write.sending" } as const;

export function WriteForm({ state, onSeal }: WriteFormProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const [draft, setDraft] = useState(emptyDraft);
  const change = (fields: Partial<DraftFields>): void => setDraft((before) => ({ ...before, ...fields }));
  const isSealing = state.kind === "sealing";
  useLeaveWarning(draft.text !== "");

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    onSeal(draft);
  }

  return (
    <form onSubmit={submit} autoComplete="off" className="space-y-7">
      <NoteTextField text={draft.text} onChange={(text) => change({ text })} />
      <LimitFields draft={draft} onChange={change} />
      <NewPassphraseField passphrase={draft.passphrase} onChange={(passphrase) => change({ passphrase })} />
      {!isSealing && state.problem && <Notice tone="error">{describe(state.problem).text}</Notice>}
      <div className="space-y-3">
        <Button type="submit" isBlocked={isSealing}>
          {say("write.seal")}
        </Button>
        {isSealing && <RestBar />}
        <StatusLine>{isSealing && say(steps[state.step])}</StatusLine>
      </div>
    </form>
  );
}
