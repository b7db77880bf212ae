import type { ConversationLine, ConversationName } from "@tacet/client/messenger";
import type { OwnAccount } from "@tacet/protocol";
import { Bell, Keyboard, Search, SquarePen } from "lucide";
import { useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { ConversationRow } from "./conversation-row.tsx";
import type { OpenDialog } from "./messenger-page.tsx";
import { useTitleOf } from "./use-names.ts";

interface ConversationListProps {
  readonly lines: readonly ConversationLine[] | undefined;
  readonly own: OwnAccount;
  readonly openName: ConversationName | undefined;
  readonly filter: RefObject<HTMLInputElement | null>;
  readonly onDialog: (dialog: OpenDialog) => void;
  readonly foot: ReactNode;
}

export function ConversationList({ lines, own, openName, filter, onDialog, foot }: ConversationListProps) {
  const { say } = useLanguage();
  const [asked, setAsked] = useState("");
  const found = useFound(lines ?? [], asked);
  return (
    <div className="flex h-full flex-col">
      <div className="flex items-center gap-1 px-4 pt-3 pb-1">
        <h2 className="flex-1 text-lg font-semibold tracking-tight">{say("messages.title")}</h2>
        <IconButton icon={Bell} label={say("messages.notify")} onClick={() => onDialog("notifications")} />
        <span className="pointer-coarse:hidden">
          <IconButton icon={Keyboard} label={say("messages.keys")} onClick={() => onDialog("shortcuts")} />
        </span>
        <IconButton icon={SquarePen} label={say("messages.new")} onClick={() => onDialog("new")} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys that go from the field into the list, and on in it */}
      <div className="flex min-h-0 flex-1 flex-col" onKeyDown={walk}>
        <div className="relative mx-4 mt-1 mb-2">
          <Icon icon={Search} look="text-muted pointer-events-none absolute inset-y-0 start-3 my-auto size-4" />
          <input
            ref={filter}
            type="search"
            value={asked}
            onChange={({ target }) => setAsked(target.value)}
            onKeyDown={(event) => event.key === "Escape" && setAsked("")}
            aria-label={say("messages.filter")}
            placeholder={say("messages.filter")}
            autoComplete="off"
            spellCheck={false}
            data-walk
            className="bg-surface placeholder:text-muted min-h-10 w-full rounded-full ps-9 pe-4 text-base"
          />
        </div>
        <nav aria-label={say("messages.list")} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
          {lines === undefined && (
            <div className="px-2">
              <StatusLine>{say("messages.loading")}</StatusLine>
            </div>
          )}
          {lines?.length === 0 && <NobodyYet onNew={() => onDialog("new")} />}
          {lines !== undefined && lines.length > 0 && found.length === 0 && (
            <p className="text-muted px-3 py-4">{say("messages.filter.none")}</p>
          )}
          <ul>
            {found.map((line, at) => (
              <ConversationRow
                key={line.name}
                line={line}
                own={own.address}
                isOpen={line.name === openName}
                // One stop for the tab key: the open one, or the first.
                isTabStop={found.some(({ name }) => name === openName) ? line.name === openName : at === 0}
              />
            ))}
          </ul>
        </nav>
      </div>
      <footer className="border-line pb-safe border-t">
        <div className="flex flex-wrap items-center justify-between gap-x-4 px-4 py-1.5 text-sm">
          <TextLink href="/account">{say("frame.account")}</TextLink>
          <TextLink href="/">{say("frame.newNote")}</TextLink>
          {foot}
        </div>
      </footer>
    </div>
  );
}

function NobodyYet({ onNew }: { readonly onNew: () => void }) {
  const { say } = useLanguage();
  return (
    <div className="space-y-4 px-3 py-6">
      <p className="text-muted text-pretty">{say("messages.empty")}</p>
      <Button onClick={onNew} icon={SquarePen}>
        {say("messages.new")}
      </Button>
    </div>
  );
}

/** By what it is called and by the address of the other. */
function useFound(lines: readonly ConversationLine[], asked: string): readonly ConversationLine[] {
  const titleOf = useTitleOf();
  const wanted = asked.trim().toLocaleLowerCase();
  if (wanted === "") return lines;
  return lines.filter((line) => `${titleOf(line)}\n${line.with?.address}`.toLocaleLowerCase().includes(wanted));
}

/** Arrow keys go through the field and all rows. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.altKey) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-walk]")];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at === -1 || !next) return;
  event.preventDefault();
  next.focus();
}
