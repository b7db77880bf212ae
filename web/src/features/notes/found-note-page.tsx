import type { FoundState } from "@tacet/client/browser";
import { Notice } from "../../ui/notice.tsx";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { OpenForm } from "./open-form.tsx";
import { describeUse, words } from "./words/open.ts";

interface FoundNotePageProps {
  readonly found: FoundState;
  readonly onOpen: (passphrase: string) => void;
}

const CLOCK_WARNING_MS = 5 * 60_000;

/** What is about to happen, before it does. */
export function FoundNotePage({ found, onOpen }: FoundNotePageProps) {
  const { note } = found;
  return (
    <>
      <ArrivalTitle>{words.foundTitle}</ArrivalTitle>
      <ul aria-label={words.before} className="mt-5 mb-8 list-disc space-y-2 pl-5 leading-relaxed">
        <li>{describeUse(note)}</li>
        <li>{words.expires(note.expiresAt)}</li>
        {note.needsPassphrase && <li>{words.needsPassphrase}</li>}
        {note.state === "live" && note.failedTries > 0 && <li>{words.failedTries(note.failedTries)}</li>}
      </ul>
      {Math.abs(note.clockDifferenceMs) > CLOCK_WARNING_MS && (
        <Notice tone="warning">{words.clockWrong(note.clockDifferenceMs)}</Notice>
      )}
      <OpenForm found={found} onOpen={onOpen} />
    </>
  );
}
