import type { ConversationView, MessageItem } from "@tacet/client/messenger";
import { useEffect, useRef } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface DeleteDialogProps {
  readonly view: Pick<ConversationView, "deleteForEverybody">;
  readonly item: MessageItem;
  readonly onClose: () => void;
}

export function DeleteDialog({ view, item: { seq }, onClose }: DeleteDialogProps) {
  const { say } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <Dialog ref={dialog} title={say("messages.delete.title")} onClose={onClose}>
      <p className="text-muted mt-3 mb-7 text-pretty">{say("messages.delete.text")}</p>
      <div className="flex flex-wrap justify-end gap-3">
        <Button tone="quiet" onClick={() => dialog.current?.close()}>
          {say("messages.cancel")}
        </Button>
        <Button
          tone="danger"
          onClick={() => {
            if (seq !== undefined) view.deleteForEverybody(seq);
            dialog.current?.close();
          }}
        >
          {say("messages.delete.everybody")}
        </Button>
      </div>
    </Dialog>
  );
}
