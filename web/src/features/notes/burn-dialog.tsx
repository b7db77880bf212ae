import type { RefObject } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface BurnDialogProps {
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly onBurn: () => void;
}

export function BurnDialog({ ref, onBurn }: BurnDialogProps) {
  const { say } = useLanguage();
  const close = (): void => ref.current?.close();
  const burn = (): void => {
    close();
    onBurn();
  };
  return (
    <Dialog ref={ref} title={say("receipt.burn.title")}>
      <p className="text-muted mt-3 mb-7">{say("receipt.burn.text")}</p>
      {/* First the harmless one: a dialog gives the focus to its first button. */}
      <div className="flex flex-wrap justify-end gap-3">
        <Button tone="quiet" onClick={close}>
          {say("receipt.burn.no")}
        </Button>
        <Button tone="danger" onClick={burn}>
          {say("receipt.burn.yes")}
        </Button>
      </div>
    </Dialog>
  );
}
