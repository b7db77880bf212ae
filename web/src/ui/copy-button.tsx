import { Check, Copy } from "lucide";
import { useState } from "react";
import { useLanguage } from "../languages/use-language.ts";
import { Button, type ButtonTone } from "./button.tsx";

interface CopyButtonProps {
  readonly value: string;
  readonly label: string;
  readonly tone: ButtonTone;
  /** Where the outcome is said: a place that screen readers know before it changes. */
  readonly onSaid: (words: string) => void;
  /** What to say when it is done; “Copied” when left out. */
  readonly copied?: string;
  readonly onCopied?: (() => void) | undefined;
  /** Selects the value where it stands, for the reader to copy by hand. */
  readonly onRefused: () => void;
}

export function CopyButton({ value, label, tone, onSaid, copied, onCopied, onRefused }: CopyButtonProps) {
  const { say } = useLanguage();
  const [isCopied, setIsCopied] = useState(false);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      setIsCopied(true);
      onSaid(copied ?? say("copy.done"));
      onCopied?.();
    } catch {
      // Permission or platform: either way the reader's own keys can still do it.
      onRefused();
      onSaid(say("copy.refused"));
    }
  }

  return (
    <Button tone={tone} icon={isCopied ? Check : Copy} onClick={() => void copy()}>
      {label}
    </Button>
  );
}
