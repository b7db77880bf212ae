import type { ConversationLine } from "@tacet/client/messenger";
import { ArrowLeft, Search, ShieldCheck } from "lucide";
import { useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useTitleOf, type NameOf } from "./use-names.ts";
import { placeOf } from "./use-open-name.ts";

interface ConversationHeaderProps {
  readonly line: ConversationLine;
  readonly nameOf: NameOf;
  readonly isSearching: boolean;
  readonly onSearch: () => void;
}

/** With whom, who can read along, and what can be done with the whole of it. */
export function ConversationHeader({ line, nameOf, isSearching, onSearch }: ConversationHeaderProps) {
  const { say } = useLanguage();
  const titleOf = useTitleOf();
  const title = titleOf(line);
  return (
    <header className="border-line flex min-h-16 items-center gap-2 border-b px-2 md:px-5">
      <a
        href={placeOf(undefined)}
        aria-label={say("messages.back")}
        className="text-muted hover:text-ink grid size-11 shrink-0 place-items-center rounded-full md:hidden"
      >
        <Icon icon={ArrowLeft} look="size-5 rtl:-scale-x-100" />
      </a>
      <Avatar name={title} />
      <div className="ms-1 min-w-0 flex-1">
        <h2 className="font-semibold">
          <span translate="no" className="one-line">
            {title}
          </span>
        </h2>
        <Under line={line} nameOf={nameOf} />
      </div>
      <ModeMark mode={line.mode} />
      <IconButton icon={Search} label={say("messages.search")} isPressed={isSearching} onClick={onSearch} />
    </header>
  );
}

/** Who types, else with whom this is. */
function Under({ line, nameOf }: Pick<ConversationHeaderProps, "line" | "nameOf">) {
  const { say } = useLanguage();
  const [typist] = line.typing;
  const isGroup = line.kind === "group";
  return (
    <p className="text-muted text-xs">
      <output className="text-accent">
        {typist !== undefined &&
          (isGroup ? say("messages.typing.who", { name: nameOf(typist) }) : say("messages.typing"))}
      </output>
      {typist === undefined && isGroup && say("messages.members", { count: line.memberCount })}
      {typist === undefined && !isGroup && (
        <span translate="no" className="one-line">
          {line.with?.address}
        </span>
      )}
    </p>
  );
}

/** Says in one word who can read what is said here, and explains it to whoever asks. */
function ModeMark({ mode }: Pick<ConversationLine, "mode">) {
  const { say } = useLanguage();
  const [anchor, setAnchor] = useState<Element>();
  const name = mode === "server" ? "messages.mode.server" : "messages.mode.mls";
  return (
    <>
      <button
        type="button"
        aria-expanded={anchor !== undefined}
        onClick={({ currentTarget }) => setAnchor((before) => (before ? undefined : currentTarget))}
        className="text-muted hover:text-ink hover:bg-surface flex min-h-10 cursor-pointer items-center gap-1.5 rounded-full px-3 text-sm"
      >
        <Icon icon={ShieldCheck} look="size-4" />
        <span className="sr-only lg:not-sr-only">{say(name)}</span>
      </button>
      {anchor && (
        <Popover anchor={anchor} label={say("messages.mode")} onClose={() => setAnchor(undefined)}>
          <div className="w-80 max-w-full space-y-3 p-5 text-sm text-pretty">
            <h3 className="text-base font-semibold">{say(name)}</h3>
            {mode === "server" ? (
              <>
                <p>{say("messages.mode.server.kept")}</p>
                <p>{say("messages.mode.server.operator")}</p>
                <p className="text-muted">{say("messages.mode.seen")}</p>
              </>
            ) : (
              <p>{say("messages.mode.mls.text")}</p>
            )}
            <p>
              <TextLink href="/about">{say("frame.about")}</TextLink>
            </p>
          </div>
        </Popover>
      )}
    </>
  );
}
