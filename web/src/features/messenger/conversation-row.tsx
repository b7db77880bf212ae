import type { ConversationLine } from "@tacet/client/messenger";
import { visibleLine } from "@tacet/client/visible-text";
import { MAX_UNREAD_COUNTED, type Address } from "@tacet/protocol";
import { memo, type ReactNode } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useNameOf, useTitleOf } from "./use-names.ts";
import { placeOf } from "./use-open-name.ts";
import { useTimes } from "./use-times.ts";

interface ConversationRowProps {
  readonly line: ConversationLine;
  readonly own: Address;
  readonly isOpen: boolean;
  readonly isTabStop: boolean;
}

/** A link: it can be opened in another tab, and “back” comes from it. */
export const ConversationRow = memo(({ line, own, isOpen, isTabStop }: ConversationRowProps) => {
  const titleOf = useTitleOf();
  const { sayShort } = useTimes();
  const now = useNow();
  const title = titleOf(line);
  return (
    <li>
      <a
        href={placeOf(line.name)}
        aria-current={isOpen ? "page" : undefined}
        tabIndex={isTabStop ? 0 : -1}
        data-walk
        className="hover:bg-surface/70 aria-[current]:bg-surface flex items-center gap-3 rounded-xl px-2.5 py-2.5 -outline-offset-2"
      >
        <Avatar name={title} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline justify-between gap-3">
            <span translate="no" className="one-line font-medium">
              {title}
            </span>
            <span className="text-muted shrink-0 text-xs tabular-nums">{sayShort(line.changedAt, now)}</span>
          </span>
          <span className="flex items-center justify-between gap-3">
            <Preview line={line} own={own} />
            {line.unread > 0 && <Unread count={line.unread} />}
          </span>
        </span>
      </a>
    </li>
  );
});

interface PreviewProps {
  readonly line: ConversationLine;
  readonly own: Address;
}

/** What matters most of it: who types, what one has not sent, or what was said last. */
function Preview({ line, own }: PreviewProps) {
  const { say } = useLanguage();
  const nameOf = useNameOf(line, own);
  const [typist] = line.typing;
  if (typist !== undefined) {
    const words = line.kind === "group" ? say("messages.typing.who", { name: nameOf(typist) }) : say("messages.typing");
    return <PreviewLine look="text-accent">{words}</PreviewLine>;
  }
  if (line.draft.trim() !== "") {
    return (
      <PreviewLine look="text-muted">
        <span className="text-accent">{say("messages.draft")}</span> {oneLine(line.draft)}
      </PreviewLine>
    );
  }
  if (!line.last) return <PreviewLine look="text-muted">{say("messages.nothingYet")}</PreviewLine>;
  const { from, text } = line.last;
  const isNamed = from === own || line.kind === "group";
  return (
    <PreviewLine look={line.unread > 0 ? "text-ink" : "text-muted"}>
      {isNamed && `${nameOf(from)}: `}
      <bdi>{oneLine(text)}</bdi>
    </PreviewLine>
  );
}

const PreviewLine = ({ look, children }: { readonly look: string; readonly children: ReactNode }) => (
  <span translate="no" className={`${look} one-line min-w-0 text-sm`}>
    {children}
  </span>
);

const oneLine = (text: string): string => visibleLine(text.replaceAll(/\s+/g, " ").slice(0, 200));

function Unread({ count }: { readonly count: number }) {
  const { say } = useLanguage();
  return (
    <>
      <span aria-hidden className="flex shrink-0">
        <Badge>{count >= MAX_UNREAD_COUNTED ? `${MAX_UNREAD_COUNTED - 1}+` : count}</Badge>
      </span>
      <span className="sr-only">{say("messages.unread", { count })}</span>
    </>
  );
}
