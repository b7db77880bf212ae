import { useRef, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { StatusLine } from "../../ui/status-line.tsx";

interface SuggestedPassphraseProps {
  readonly passphrase: string;
}

/** In full, since a field on a phone shows half of it, and it has to be told to somebody. */
export function SuggestedPassphrase({ passphrase }: SuggestedPassphraseProps) {
  const { say } = useLanguage();
  const [said, setSaid] = useState("");
  const words = useRef<HTMLParagraphElement>(null);
  return (
    <div className="bg-surface rounded-control space-y-2 px-4 py-3">
      <p ref={words} dir="ltr" translate="no" className="font-mono wrap-anywhere">
        {passphrase}
      </p>
      <p className="text-muted text-sm">{say("passphrase.suggested")}</p>
      <div className="-ms-3 flex flex-wrap items-center gap-3">
        <CopyButton
          value={passphrase}
          label={say("passphrase.copy")}
          tone="plain"
          onSaid={setSaid}
          onRefused={() => words.current && getSelection()?.selectAllChildren(words.current)}
        />
        <StatusLine>{said}</StatusLine>
      </div>
    </div>
  );
}
