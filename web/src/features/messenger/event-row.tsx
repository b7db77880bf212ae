import type { Item, MessageItem } from "@tacet/client/messenger";
import { visibleLine } from "@tacet/client/visible-text";
import { useEffect } from "react";
import type { MessageId } from "../../languages/language.ts";
import { useLanguage } from "../../languages/use-language.ts";
import type { MessageActions } from "./message-row.tsx";
import type { NameOf } from "./use-names.ts";

type EventItem = Exclude<Item, MessageItem>;

interface EventRowProps {
  readonly item: EventItem;
  readonly nameOf: NameOf;
  readonly actions: Pick<MessageActions, "onGap">;
}

/** What is not somebody's message: who came and went, and places where nothing can be shown. */
export function EventRow({ item, nameOf, actions }: EventRowProps) {
  const { say } = useLanguage();
  const sayEvent = useEventWords(nameOf);
  if (item.kind === "gap") return <Gap after={item.after} onGap={actions.onGap} />;
  const isPlace = item.kind === "gone" || item.kind === "unreadable";
  return (
    <p className={`text-muted py-1.5 text-center text-sm wrap-anywhere ${isPlace ? "italic" : ""}`}>
      {item.kind === "gone" && say("messages.gone")}
      {item.kind === "unreadable" && say("messages.unreadable")}
      {!isPlace && sayEvent(item)}
    </p>
  );
}

const membershipWords = {
  created: "messages.event.created",
  added: "messages.event.added",
  joined: "messages.event.joined",
  left: "messages.event.left",
  removed: "messages.event.removed",
} as const;

const clearedWords = { own: "messages.event.clearedOwn", everything: "messages.event.clearedAll" } as const;

function useEventWords(
  nameOf: NameOf,
): (item: Extract<EventItem, { kind: "membership" | "settings" | "cleared" }>) => string {
  const { say, region } = useLanguage();
  const list = new Intl.ListFormat(region);
  return (item) => {
    const by = nameOf(item.by, "third person");
    if (item.kind === "cleared") return say(clearedWords[item.cleared.what], { by });
    if (item.kind === "settings") {
      return item.change.title === undefined
        ? say("messages.event.settings", { by })
        : say("messages.event.title", { by, title: visibleLine(item.change.title) });
    }
    const { change, who, role } = item.change;
    const names = list.format(who.map((each) => nameOf(each, "third person")));
    if (change === "role") return say(roleWords(role), { by, names });
    return say(membershipWords[change], { by, names });
  };
}

const roleWords = (role: string | undefined): MessageId => {
  if (role === "admin") return "messages.event.admin";
  return role === "owner" ? "messages.event.owner" : "messages.event.member";
};

/** Asks for what is missing as soon as it is looked at. */
function Gap({ after, onGap }: { readonly after: number; readonly onGap: (after: number) => void }) {
  const { say } = useLanguage();
  useEffect(() => onGap(after), [after, onGap]);
  return <p className="text-muted py-6 text-center text-sm">{say("messages.loading")}</p>;
}
