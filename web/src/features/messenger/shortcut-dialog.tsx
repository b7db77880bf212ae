import { useEffect, useRef } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface ShortcutDialogProps {
  readonly onClose: () => void;
}

const shortcuts = [
  ["Enter", "messages.keys.send"],
  ["Shift + Enter", "messages.keys.break"],
  ["↑", "messages.keys.edit"],
  ["Esc", "messages.keys.cancel"],
  ["Alt + ↑ ↓", "messages.keys.walk"],
  ["Alt + N", "messages.new"],
  ["Ctrl + K", "messages.filter"],
  ["?", "messages.keys"],
] as const;

export function ShortcutDialog({ onClose }: ShortcutDialogProps) {
  const { say } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <Dialog ref={dialog} title={say("messages.keys")} onClose={onClose}>
      <dl className="divide-line my-5 divide-y">
        {shortcuts.map(([keys, deed]) => (
          <div key={keys} className="flex items-center justify-between gap-6 py-2.5">
            <dt>{say(deed)}</dt>
            <dd>
              <kbd
                dir="ltr"
                translate="no"
                className="border-edge bg-surface rounded-sm border px-1.5 font-mono text-sm"
              >
                {keys}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex justify-end">
        <Button tone="quiet" onClick={() => dialog.current?.close()}>
          {say("messages.close")}
        </Button>
      </div>
    </Dialog>
  );
}
