import type { OpenedState } from "@tacet/client/browser";
import { useLanguage } from "../../languages/use-language.ts";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { Confirmation } from "./confirmation.tsx";
import { NoteText } from "./note-text.tsx";

interface OpenedNotePageProps {
  readonly opened: OpenedState;
  readonly onTellAgain: () => void;
}

export function OpenedNotePage({ opened, onTellAgain }: OpenedNotePageProps) {
  const { say } = useLanguage();
  return (
    <Page title={<ArrivalTitle>{say("opened.title")}</ArrivalTitle>}>
      <NoteText text={opened.text} />
      <Confirmation opened={opened} onTellAgain={onTellAgain} />
    </Page>
  );
}
