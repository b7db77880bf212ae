import type { MadeNote } from "@tacet/client/browser";
import { useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { CopyField } from "../../ui/copy-field.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Margin } from "../../ui/margin.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { ReaderLink } from "./reader-link.tsx";

interface MadeNotePageProps {
  readonly note: MadeNote;
  /** The link names a loopback address, which means another machine to everybody else. */
  readonly isLocalOnly: boolean;
}

export function MadeNotePage({ note, isLocalOnly }: MadeNotePageProps) {
  const { say, sayTime } = useLanguage();
  const [isTaken, setIsTaken] = useState(false);
  useLeaveWarning(!isTaken);
  return (
    <Page
      title={<ArrivalTitle>{say("made.title")}</ArrivalTitle>}
      intro={say("made.opens", { reads: note.reads, time: sayTime(note.expiresAt) })}
      margin={
        <Margin title={say("made.aside.title")}>
          <p>{say("made.receipt.explain")}</p>
          <p>{say("made.onlyHere")}</p>
        </Margin>
      }
    >
      {isLocalOnly && <Notice tone="warning">{say("made.loopback")}</Notice>}
      <ReaderLink note={note} onTaken={() => setIsTaken(true)} />
      <div className="border-line border-t pt-7">
        <CopyField
          label={say("made.receipt")}
          hint={say("made.receipt.hint")}
          value={note.receiptLink}
          copyLabel={say("made.receipt.copy")}
          tone="quiet"
        />
      </div>
      <div className="border-line flex flex-wrap items-center gap-x-6 gap-y-4 border-t pt-7">
        <LinkButton href="/">{say("made.another")}</LinkButton>
        <TextLink href={note.receiptLink} opens="new tab">
          {say("made.receipt.open")}
        </TextLink>
      </div>
    </Page>
  );
}
