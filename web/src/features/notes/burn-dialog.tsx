import type { RefObject } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { words } from "./words/receipt.ts";

interface BurnDialogProps {
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly onBurn: () => void;
}

export function BurnDialog({ ref, onBurn }: BurnDialogProps) {
  const close = (): void => ref.current?.close();
  const burn = (): void => {
    close();
    onBurn();
  };
  return (
    <Dialog ref={ref} title={words.burnTitle}>
      <p className="text-muted mt-3 mb-6 leading-relaxed">{words.burnText}</p>
      {/* First the harmless one: a dialog gives the focus to its first button. */}
      <div className="flex flex-wrap justify-end gap-3">
        <Button tone="quiet" onClick={close}>
          {words.burnNo}
        </Button>
        <Button tone="danger" onClick={burn}>
          {words.burnYes}
        </Button>
      </div>
    </Dialog>
  );
}
