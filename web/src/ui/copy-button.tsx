import { useState } from "react";
import { Button, type ButtonTone } from "./button.tsx";
import { StatusLine } from "./status-line.tsx";

interface CopyButtonProps {
  readonly value: string;
  readonly label: string;
  readonly copied: string;
  readonly tone: ButtonTone;
  readonly onCopied?: (() => void) | undefined;
  /** Selects the value where it stands, for the reader to copy by hand. */
  readonly onRefused: () => void;
}

export function CopyButton({ value, label, copied, tone, onCopied, onRefused }: CopyButtonProps) {
  const [said, setSaid] = useState("");

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      setSaid(copied);
      onCopied?.();
    } catch {
      // Permission or platform: either way the reader's own keys can still do it.
      onRefused();
      setSaid(words.refused);
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button tone={tone} onClick={() => void copy()}>
        {label}
      </Button>
      <StatusLine>{said}</StatusLine>
    </div>
  );
}

const words = { refused: "The browser does not allow this. It is selected: press Ctrl+C, or ⌘C." } as const;
