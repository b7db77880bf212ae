import type { Messenger } from "@tacet/client/messenger";
import type { StoredChoice } from "@tacet/client/stored-choice";
import { visibleLine } from "@tacet/client/visible-text";
import { useEffect } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { useTitleOf } from "./use-names.ts";
import { goToConversation } from "./use-open-name.ts";

/** `bare`: that there is something, and not from whom: it stands on screens that others see. */
export type Notifying = "off" | "bare" | "full";

export const notifyingOf = (choice: StoredChoice): Notifying => {
  const word = choice.get();
  return word === "bare" || word === "full" ? word : "off";
};

export const canNotify = (): boolean => "Notification" in window;

const isLookedAt = (): boolean => document.visibilityState === "visible" && document.hasFocus();

export function useArrivalNotifications(messenger: Messenger, choice: StoredChoice): void {
  const { say } = useLanguage();
  const titleOf = useTitleOf();
  useEffect(
    () =>
      messenger.onArrival((line, { text }) => {
        const notifying = notifyingOf(choice);
        if (notifying === "off" || isLookedAt() || !canNotify() || Notification.permission !== "granted") return;
        const isFull = notifying === "full";
        const title = isFull ? titleOf(line) : say("messages.notify.title");
        showNotification(title, { tag: line.name, ...(isFull && { body: visibleLine(text).slice(0, 200) }) });
      }),
    [messenger, choice, say, titleOf],
  );
}

function showNotification(title: string, options: NotificationOptions & { readonly tag: string }): void {
  try {
    const notification = new Notification(title, options);
    notification.addEventListener("click", () => {
      window.focus();
      goToConversation(options.tag);
      notification.close();
    });
  } catch {
    // Phones let only a service worker show them. The title of the tab counts all the same.
  }
}
