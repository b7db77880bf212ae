import { visibleJson, visibleLine } from "@tacet/client/visible-text";
import type { InboxMessage } from "@tacet/protocol";
import { messageJson, messageWords } from "../conversations/shown-message.ts";
import { whenTalking } from "../conversations/when-talking.ts";
import type { Host } from "../host.ts";
import { readServer, type ServerOption } from "../server-option.ts";

export interface InboxOptions extends ServerOption {
  readonly unread?: boolean;
}

/** `tacet inbox`: what others said last, wherever they said it. Nothing counts as read by that. */
export function inboxCommand(options: InboxOptions, host: Host): Promise<void> {
  return whenTalking(readServer(options, host), host, async ({ calls }) => {
    const { messages } = await calls.inbox({ filter: options.unread ? "unread" : "all" });
    if (host.output.form === "json") {
      return host.output.write(`${visibleJson({ messages: messages.map(inboxJson) })}\n`);
    }
    for (const message of messages) await host.output.write(`${inboxWords(message)}\n`);
    if (messages.length === 0) await host.output.say(options.unread ? "Nothing is unread." : "Nobody has written.");
  });
}

const inboxJson = (message: InboxMessage) => ({
  ...messageJson(message),
  kind: message.kind,
  ...(message.title !== undefined && { title: message.title }),
  isRead: message.isRead,
});

const inboxWords = (message: InboxMessage): string =>
  messageWords(message, {
    before: message.isRead ? "  " : "* ",
    after: message.title === undefined ? "" : `, in ${visibleLine(message.title)}`,
  });
