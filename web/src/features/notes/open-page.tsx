import type { NoteReading } from "@tacet/client/browser";
import { unreachable } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { FoundNotePage } from "./found-note-page.tsx";
import { GoneNotePage } from "./gone-note-page.tsx";
import { OpenedNotePage } from "./opened-note-page.tsx";
import { ProblemPage } from "./problem-page.tsx";

interface OpenPageProps {
  readonly reading: NoteReading;
}

export function OpenPage({ reading }: OpenPageProps) {
  const { say } = useLanguage();
  const state = useObservable(reading.state);
  switch (state.kind) {
    case "looking":
      return <StatusLine>{say("open.looking")}</StatusLine>;
    case "not_found":
      return <ProblemPage problem={state.problem} onRetry={() => void reading.look()} />;
    case "gone":
      return <GoneNotePage reason={state.reason} at={state.at} />;
    case "found":
      return <FoundNotePage found={state} onOpen={(passphrase) => void reading.open(passphrase)} />;
    case "opened":
      return <OpenedNotePage opened={state} onTellAgain={() => void reading.confirm()} />;
    default:
      return unreachable(state);
  }
}
