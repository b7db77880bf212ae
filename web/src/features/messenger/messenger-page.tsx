import type { Messenger } from "@tacet/client/messenger";
import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { useObservable } from "../../ui/use-observable.ts";
import { ConnectionBar } from "./connection-bar.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { ConversationPane } from "./conversation-pane.tsx";
import type { MessengerParts } from "./messenger-start.tsx";
import { NewConversationDialog } from "./new-conversation-dialog.tsx";
import { NoConversation } from "./no-conversation.tsx";
import { NotificationDialog } from "./notification-dialog.tsx";
import { ShortcutDialog } from "./shortcut-dialog.tsx";
import { useArrivalNotifications } from "./use-notifications.ts";
import { goToConversation, useOpenName } from "./use-open-name.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useTitleCount } from "./use-title-count.ts";

interface MessengerPageProps extends MessengerParts {
  readonly messenger: Messenger;
}

/** What is open over the two panes. */
export type OpenDialog = "none" | "new" | "shortcuts" | "notifications";

/** List and conversation side by side; on a phone one after the other. */
export function MessengerPage({ messenger, own, startOpening, notifying, onEnded, foot }: MessengerPageProps) {
  const { say } = useLanguage();
  const connection = useObservable(messenger.connection);
  const lines = useObservable(messenger.conversations);
  const openName = useOpenName();
  const [dialog, setDialog] = useState<OpenDialog>("none");
  const filter = useRef<HTMLInputElement>(null);
  const unread = (lines ?? []).reduce((sum, line) => sum + line.unread, 0);
  useTitleCount(unread);
  useArrivalNotifications(messenger, notifying);
  useShortcuts({ lines, openName, filter, onDialog: setDialog });

  const isEnded = connection.kind === "ended";
  useEffect(() => {
    if (isEnded) onEnded();
    // Only that it has ended matters, not which function is told.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isEnded]);

  return (
    <main
      id="content"
      className="px-safe grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] overflow-hidden md:grid-cols-[20rem_minmax(0,1fr)] lg:grid-cols-[23rem_minmax(0,1fr)]"
    >
      <h1 className="sr-only">{say("messages.title")}</h1>
      <div className="md:col-span-2">
        <ConnectionBar connection={connection} onRetry={() => messenger.reconnect()} />
      </div>
      <div className={`border-line min-h-0 md:border-e ${openName === undefined ? "" : "hidden md:block"}`}>
        <ConversationList
          lines={lines}
          own={own}
          openName={openName}
          filter={filter}
          onDialog={setDialog}
          foot={foot}
        />
      </div>
      <div className={`min-h-0 ${openName === undefined ? "hidden md:block" : ""}`}>
        {openName === undefined ? (
          <NoConversation onNew={() => setDialog("new")} />
        ) : (
          <ConversationPane key={openName} messenger={messenger} name={openName} />
        )}
      </div>
      {dialog === "new" && (
        <NewConversationDialog
          start={() => startOpening(messenger)}
          onOpen={goToConversation}
          onClose={() => setDialog("none")}
        />
      )}
      {dialog === "shortcuts" && <ShortcutDialog onClose={() => setDialog("none")} />}
      {dialog === "notifications" && <NotificationDialog choice={notifying} onClose={() => setDialog("none")} />}
    </main>
  );
}
