import { useRef, useState } from "react";
import { CopyButton } from "./copy-button.tsx";
import { StatusLine } from "./status-line.tsx";

interface SuggestedSecretProps {
  readonly secret: string;
  /** What to do with it. */
  readonly remark: string;
  readonly copyLabel: string;
}

/** In full, since a field on a phone shows half of it, and it has to be noted down or told to somebody. */
export function SuggestedSecret({ secret, remark, copyLabel }: SuggestedSecretProps) {
  const [said, setSaid] = useState("");
  const words = useRef<HTMLParagraphElement>(null);
  return (
    <div className="bg-surface rounded-control space-y-2 px-4 py-3">
      <p ref={words} dir="ltr" translate="no" className="font-mono wrap-anywhere">
        {secret}
      </p>
      <p className="text-muted text-sm">{remark}</p>
      <div className="-ms-3 flex flex-wrap items-center gap-3">
        <CopyButton
          value={secret}
          label={copyLabel}
          tone="plain"
          onSaid={setSaid}
          onRefused={() => words.current && getSelection()?.selectAllChildren(words.current)}
        />
        <StatusLine>{said}</StatusLine>
      </div>
    </div>
  );
}
