import type { StoredChoice } from "@tacet/client/stored-choice";
import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { canNotify, notifyingOf, type Notifying } from "./use-notifications.ts";

interface NotificationDialogProps {
  readonly choice: StoredChoice;
  readonly onClose: () => void;
}

/** The browser is asked when somebody wants to be told, and never before. */
export function NotificationDialog({ choice, onClose }: NotificationDialogProps) {
  const { say } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState(() => notifyingOf(choice));
  const [isRefused, setIsRefused] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  async function choose(wanted: Notifying): Promise<void> {
    const isAllowed = wanted === "off" || (canNotify() && (await Notification.requestPermission()) === "granted");
    setIsRefused(!isAllowed);
    const next = isAllowed ? wanted : "off";
    setChosen(next);
    choice.set(next);
  }

  return (
    <Dialog ref={dialog} title={say("messages.notify")} onClose={onClose}>
      <div className="mt-4 space-y-3">
        <ChoiceGroup
          legend={say("messages.notify.when")}
          choices={[
            { value: "off", label: say("messages.notify.off") },
            { value: "bare", label: say("messages.notify.bare"), explanation: say("messages.notify.bare.text") },
            { value: "full", label: say("messages.notify.full"), explanation: say("messages.notify.full.text") },
          ]}
          value={chosen}
          onChange={(wanted) => void choose(wanted)}
        />
        <StatusLine>{isRefused && say("messages.notify.refused")}</StatusLine>
        <div className="flex justify-end">
          <Button tone="quiet" onClick={() => dialog.current?.close()}>
            {say("messages.close")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
