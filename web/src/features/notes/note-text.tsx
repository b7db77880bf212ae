import { countHidden, visibleText } from "@tacet/client/visible-text";
import { Download } from "lucide";
import { useMemo, useRef, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { StatusLine } from "../../ui/status-line.tsx";
import { HiddenCharacters } from "./hidden-characters.tsx";

interface NoteTextProps {
  readonly text: string;
}

/** Somebody else's text, as text and nothing else. Characters that would deceive stand as marks, until the reader wants them as they are. */
export function NoteText({ text }: NoteTextProps) {
  const { say } = useLanguage();
  const [view, setView] = useState<"marked" | "as it is">("marked");
  const [said, setSaid] = useState("");
  const shown = useRef<HTMLPreElement>(null);
  const hidden = useMemo(() => countHidden(text), [text]);
  const marked = useMemo(() => visibleText(text), [text]);

  return (
    <div className="space-y-4">
      {/* A region that scrolls has to be reachable by keys. */}
      <section
        aria-label={say("opened.label")}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        tabIndex={0}
        className="bg-surface rounded-sheet border-line max-h-[60dvh] overflow-auto border p-5 sm:p-6"
      >
        <pre ref={shown} dir="auto" translate="no" className="font-sans wrap-anywhere whitespace-pre-wrap">
          {view === "marked" ? marked : text}
        </pre>
      </section>
      {hidden > 0 && <HiddenCharacters count={hidden} view={view} onView={setView} />}
      <div className="flex flex-wrap items-center gap-3">
        <CopyButton
          value={text}
          label={say("opened.copy")}
          copied={say("opened.copied")}
          tone="primary"
          onSaid={setSaid}
          onRefused={() => shown.current && getSelection()?.selectAllChildren(shown.current)}
        />
        <Button
          tone="quiet"
          icon={Download}
          onClick={() => {
            saveFile(new Blob([text], { type: "text/plain;charset=utf-8" }), `${say("opened.fileName")}.txt`);
            setSaid(say("opened.saved"));
          }}
        >
          {say("opened.save")}
        </Button>
      </div>
      <StatusLine>{said}</StatusLine>
    </div>
  );
}
