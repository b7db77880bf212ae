import type { NoteWriting } from "@tacet/client/browser";
import { PageTitle } from "../../ui/page-title.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { MadeNotePage } from "./made-note-page.tsx";
import { words } from "./words/write.ts";
import { WriteForm } from "./write-form.tsx";

interface WritePageProps {
  readonly writing: NoteWriting;
  readonly isLocalOnly: boolean;
}

export function WritePage({ writing, isLocalOnly }: WritePageProps) {
  const state = useObservable(writing.state);
  if (state.kind === "made") return <MadeNotePage note={state.note} isLocalOnly={isLocalOnly} />;
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <p className="text-muted mt-3 mb-8 leading-relaxed">{words.intro}</p>
      <WriteForm state={state} onSeal={(draft) => void writing.seal(draft)} />
    </>
  );
}
