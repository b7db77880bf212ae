import type { MadeNote } from "@tacet/client/browser";
import { useState } from "react";
import { CopyField } from "../../ui/copy-field.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { useLeaveWarning } from "../../ui/use-leave-warning.ts";
import { madeWords as words } from "./words/write.ts";

interface MadeNotePageProps {
  readonly note: MadeNote;
  /** The link names a loopback address, which means another machine to everybody else. */
  readonly isLocalOnly: boolean;
}

export function MadeNotePage({ note, isLocalOnly }: MadeNotePageProps) {
  const [isTaken, setIsTaken] = useState(false);
  useLeaveWarning(!isTaken);
  return (
    <>
      <ArrivalTitle>{words.title}</ArrivalTitle>
      <p className="text-muted mt-3 mb-8 leading-relaxed">{words.opens(note.reads, note.expiresAt)}</p>
      {isLocalOnly && <Notice tone="warning">{words.loopback}</Notice>}
      <div className="space-y-9">
        <CopyField
          label={words.link}
          hint={words.linkHint(note.hasPassphrase)}
          value={note.link}
          copyLabel={words.copyLink}
          tone="primary"
          onCopied={() => setIsTaken(true)}
        />
        <CopyField
          label={words.receipt}
          hint={words.receiptHint}
          value={note.receiptLink}
          copyLabel={words.copyReceipt}
          tone="quiet"
        />
      </div>
      <p className="border-line text-muted mt-9 border-t pt-6 leading-relaxed">{words.onlyHere}</p>
      <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
        <LinkButton href="/">{words.another}</LinkButton>
        <a
          href={note.receiptLink}
          target="_blank"
          rel="noreferrer"
          className="text-accent rounded underline underline-offset-4"
        >
          {words.openReceipt}
        </a>
      </div>
    </>
  );
}
