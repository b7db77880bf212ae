import { visibleLine, visibleText } from "@tacet/client/visible-text";
import type { Person } from "@tacet/protocol";
import type { ReactNode } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Avatar } from "../../../ui/avatar.tsx";

interface PersonViewProps {
  readonly person: Person;
  /** What there is with it, under the name. */
  readonly children?: ReactNode;
}

/** What somebody shows of themselves. It is theirs to write, so it is text and nothing else, and what could deceive in it stands as a mark. */
export function PersonView({ person, children }: PersonViewProps) {
  const { say, sayTime } = useLanguage();
  const { username, address, displayName, bio, lastSeenAt } = person;
  return (
    <div className="flex gap-3.5">
      <Avatar name={username} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          <bdi translate="no" className="wrap-anywhere">
            {visibleLine(displayName) || username}
          </bdi>
        </p>
        <p className="text-muted text-sm">
          <bdi dir="ltr" translate="no" className="wrap-anywhere">
            {address}
          </bdi>
        </p>
        {bio !== "" && <Words text={bio} />}
        {lastSeenAt !== undefined && (
          <p className="text-muted text-sm">{say("people.lastSeen", { time: sayTime(lastSeenAt) })}</p>
        )}
        {children}
      </div>
    </div>
  );
}

interface WordsProps {
  readonly text: string;
}

/** Something that somebody wrote, over several lines. */
export const Words = ({ text }: WordsProps) => (
  <p className="mt-1.5">
    <bdi translate="no" className="wrap-anywhere whitespace-pre-wrap">
      {visibleText(text)}
    </bdi>
  </p>
);
