import type { ConversationView, Item, MessageItem, Messenger } from "@tacet/client/messenger";
import { useCallback, useRef, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { useObservable } from "../../ui/use-observable.ts";
import { ArrivalAnnouncer } from "./arrival-announcer.tsx";
import { Composer, type Composing } from "./composer.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { MessageList, type MessageListHandle } from "./message-list.tsx";
import { MessageMenu } from "./message-menu.tsx";
import { SearchPanel } from "./search-panel.tsx";
import { useNameOf, useTitleOf } from "./use-names.ts";

interface ConversationProps {
  readonly messenger: Messenger;
  readonly view: ConversationView;
}

interface OpenMenu {
  readonly item: MessageItem;
  readonly anchor: Element;
}

export function Conversation({ messenger, view }: ConversationProps) {
  const { say } = useLanguage();
  const state = useObservable(view.state);
  const { line } = state;
  const titleOf = useTitleOf();
  const nameOf = useNameOf(line, messenger.own);
  const [composing, setComposing] = useState<Composing>({ kind: "new" });
  const [menu, setMenu] = useState<OpenMenu>();
  const [deleted, setDeleted] = useState<MessageItem>();
  const [isSearching, setIsSearching] = useState(false);
  const list = useRef<MessageListHandle>(null);
  const canSay = line.isOpen;
  // As it is now: what can be done with it changes when the server has taken it.
  const chosen =
    state.items.find((item): item is MessageItem => item.kind === "message" && item.key === menu?.item.key) ??
    menu?.item;
  const openMenu = useCallback((item: MessageItem, anchor: Element) => setMenu({ item, anchor }), []);
  const reply = useCallback(
    (item: MessageItem) => {
      if (canSay) setComposing({ kind: "reply", item });
    },
    [canSay],
  );

  return (
    <section aria-label={say("messages.with", { name: titleOf(line) })} className="flex h-full flex-col">
      <ConversationHeader
        line={line}
        nameOf={nameOf}
        isSearching={isSearching}
        onSearch={() => setIsSearching((before) => !before)}
      />
      {isSearching && (
        <SearchPanel
          view={view}
          nameOf={nameOf}
          onFound={(seq) => {
            setIsSearching(false);
            void list.current?.show(seq);
          }}
          onClose={() => setIsSearching(false)}
        />
      )}
      <MessageList ref={list} view={view} state={state} nameOf={nameOf} onMenu={openMenu} onReply={reply} />
      <ArrivalAnnouncer items={state.items} nameOf={nameOf} />
      <Composer
        view={view}
        line={line}
        composing={composing}
        nameOf={nameOf}
        onDone={() => setComposing({ kind: "new" })}
        onSent={() => list.current?.showLatest()}
        onEditLast={() => {
          const last = state.items.findLast(isEditable);
          if (last) setComposing({ kind: "edit", item: last });
        }}
      />
      {menu && chosen && (
        <MessageMenu
          key={chosen.key}
          item={chosen}
          anchor={menu.anchor}
          view={view}
          canSay={canSay}
          onReply={() => setComposing({ kind: "reply", item: chosen })}
          onEdit={() => isEditable(chosen) && setComposing({ kind: "edit", item: chosen })}
          onDelete={() => setDeleted(chosen)}
          onClose={() => setMenu(undefined)}
        />
      )}
      {deleted && <DeleteDialog view={view} item={deleted} onClose={() => setDeleted(undefined)} />}
    </section>
  );
}

/** Of one's own, and taken by the server. */
const isEditable = (item: Item): item is MessageItem => item.kind === "message" && item.isOwn && item.seq !== undefined;
