import type { FoundState } from "@tacet/client/browser";
import { useLanguage } from "../../languages/use-language.ts";
import { Margin } from "../../ui/margin.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { OpenForm } from "./open-form.tsx";

interface FoundNotePageProps {
  readonly found: FoundState;
  readonly onOpen: (passphrase: string) => void;
}

const CLOCK_WARNING_MS = 5 * 60_000;

/** What is about to happen, before it does. */
export function FoundNotePage({ found, onOpen }: FoundNotePageProps) {
  const { say, sayTime } = useLanguage();
  const { note } = found;
  const clockOffMs = Math.abs(note.clockDifferenceMs);
  return (
    <Page title={<ArrivalTitle>{say("found.title")}</ArrivalTitle>} margin={<BeforeOpening />}>
      <ul aria-label={say("found.before")} className="divide-line border-line divide-y border-y [&>li]:py-3.5">
        <li>{note.state === "held" ? say("found.held") : say("found.use", { readsLeft: note.readsLeft })}</li>
        <li>{say("found.expires", { time: sayTime(note.expiresAt) })}</li>
        {note.needsPassphrase && <li>{say("found.passphraseNeeded")}</li>}
        {note.state === "live" && note.failedTries > 0 && (
          <li>{say("found.failedTries", { count: note.failedTries })}</li>
        )}
      </ul>
      {clockOffMs > CLOCK_WARNING_MS && (
        <Notice tone="warning">{say("found.clock", { minutes: Math.round(clockOffMs / 60_000) })}</Notice>
      )}
      <OpenForm found={found} onOpen={onOpen} />
    </Page>
  );
}

function BeforeOpening() {
  const { say } = useLanguage();
  return (
    <Margin title={say("found.aside.title")}>
      <p>{say("found.aside.look")}</p>
      <p>{say("found.aside.sender")}</p>
      <p>{say("found.aside.save")}</p>
    </Margin>
  );
}
