import type { OpenedState } from "@tacet/client/browser";
import { useRef } from "react";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { openedWords as words } from "./words/open.ts";

interface OpenedNotePageProps {
  readonly opened: OpenedState;
  readonly onTellAgain: () => void;
}

export function OpenedNotePage({ opened, onTellAgain }: OpenedNotePageProps) {
  const { text, reads, confirmation } = opened;
  const shown = useRef<HTMLPreElement>(null);
  return (
    <>
      <ArrivalTitle>{words.title}</ArrivalTitle>
      <pre
        ref={shown}
        aria-label={words.label}
        dir="auto"
        translate="no"
        className="bg-surface border-line mt-6 mb-5 rounded-xl border p-5 font-sans leading-relaxed wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </pre>
      <CopyButton
        value={text}
        label={words.copy}
        copied={words.copied}
        tone="primary"
        onRefused={() => shown.current && getSelection()?.selectAllChildren(shown.current)}
      />
      <div className="border-line mt-8 border-t pt-6">
        <StatusLine>
          {confirmation === "pending" && words.pending}
          {confirmation === "confirmed" && words.confirmed(reads)}
        </StatusLine>
        {confirmation === "failed" && (
          <>
            <Notice tone="error">{words.failed}</Notice>
            <Button tone="quiet" onClick={onTellAgain}>
              {words.tellAgain}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
