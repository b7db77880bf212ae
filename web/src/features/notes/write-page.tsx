import type { NoteWriting } from "@tacet/client/browser";
import { useLanguage } from "../../languages/use-language.ts";
import { Margin } from "../../ui/margin.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { MadeNotePage } from "./made-note-page.tsx";
import { WriteForm } from "./write-form.tsx";

interface WritePageProps {
  readonly writing: NoteWriting;
  readonly isLocalOnly: boolean;
}

export function WritePage({ writing, isLocalOnly }: WritePageProps) {
  const { say } = useLanguage();
  const state = useObservable(writing.state);
  if (state.kind === "made") return <MadeNotePage note={state.note} isLocalOnly={isLocalOnly} />;
  return (
    <Page title={<PageTitle>{say("write.title")}</PageTitle>} intro={say("write.intro")} margin={<WhatHappens />}>
      <WriteForm state={state} onSeal={(draft) => void writing.seal(draft)} />
    </Page>
  );
}

function WhatHappens() {
  const { say } = useLanguage();
  return (
    <Margin title={say("write.aside.title")}>
      <p>{say("write.aside.sealed")}</p>
      <p>{say("write.aside.links")}</p>
      <p>{say("write.aside.once")}</p>
    </Margin>
  );
}
