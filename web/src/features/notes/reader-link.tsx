import type { MadeNote } from "@tacet/client/browser";
import { QrCode as QrIcon, Share2 } from "lucide";
import { useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { QrCode } from "../../ui/qr-code.tsx";

interface ReaderLinkProps {
  readonly note: MadeNote;
  /** The link is somewhere else now: the page may be left. */
  readonly onTaken: () => void;
}

/** The link that opens the note, with every way to take it along. */
export function ReaderLink({ note, onTaken }: ReaderLinkProps) {
  const { say } = useLanguage();
  const [modules, setModules] = useState<readonly (readonly boolean[])[]>();

  async function toggleQrCode(): Promise<void> {
    if (modules) return setModules(undefined);
    // Drawn here: a service that draws codes would learn the link.
    const { encode } = await import("uqr");
    setModules(encode(note.link, { border: 0, ecc: "M" }).data);
  }

  async function share(): Promise<void> {
    try {
      await navigator.share({ url: note.link });
      onTaken();
    } catch {
      // Thought better of, or not possible: the link is still on the page.
    }
  }

  return (
    <div className="space-y-5">
      <CopyField
        label={say("made.link")}
        hint={say(note.hasPassphrase ? "made.link.hintPassphrase" : "made.link.hint")}
        value={note.link}
        copyLabel={say("made.link.copy")}
        tone="primary"
        onCopied={onTaken}
      >
        {"share" in navigator && (
          <Button tone="quiet" icon={Share2} onClick={() => void share()}>
            {say("made.share")}
          </Button>
        )}
        <Button tone="quiet" icon={QrIcon} isExpanded={modules !== undefined} onClick={() => void toggleQrCode()}>
          {say(modules ? "made.qr.hide" : "made.qr.show")}
        </Button>
      </CopyField>
      {modules && (
        <div>
          <QrCode modules={modules} label={say("made.qr.alt")} />
          <p className="text-muted mt-2 text-sm">{say("made.qr.hint")}</p>
        </div>
      )}
    </div>
  );
}
