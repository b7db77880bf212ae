import type { ListedPerson, ReceivedRequest, SentRequest } from "@tacet/protocol";
import type { ReactNode } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { DeedButton, ReportButton, type Acting } from "./deed-buttons.tsx";
import { PersonView, Words } from "./person-view.tsx";

interface RequestItemProps {
  readonly request: ReceivedRequest;
  readonly acting: Acting;
}

export function RequestItem({ request: { person, text, askedAt }, acting }: RequestItemProps) {
  const { say, sayTime } = useLanguage();
  return (
    <li className="py-5">
      <PersonView person={person}>
        {text !== "" && (
          <blockquote className="border-edge my-3 border-s-2 ps-4">
            <Words text={text} />
          </blockquote>
        )}
        <p className="text-muted text-sm">{say("people.askedAt", { time: sayTime(askedAt) })}</p>
        <div className="mt-4 flex flex-wrap gap-2.5">
          <DeedButton deed="accept" tone="primary" username={person.username} acting={acting} />
          <DeedButton deed="decline" tone="quiet" username={person.username} acting={acting} />
          <DeedButton deed="block" tone="plain" username={person.username} acting={acting} />
          <ReportButton username={person.username} acting={acting} />
        </div>
      </PersonView>
    </li>
  );
}

interface SentItemProps {
  readonly request: SentRequest;
  readonly acting: Acting;
}

export function SentItem({ request: { username, text, askedAt }, acting }: SentItemProps) {
  const { say, sayTime } = useLanguage();
  return (
    <NamedItem
      username={username}
      more={
        <>
          {text !== "" && <Words text={text} />}
          <p className="text-muted text-sm">{say("people.askedAt", { time: sayTime(askedAt) })}</p>
        </>
      }
    >
      <DeedButton deed="withdraw" tone="quiet" username={username} acting={acting} />
    </NamedItem>
  );
}

interface ListedItemProps {
  readonly listed: ListedPerson;
  readonly deed: "block" | "unblock";
  readonly acting: Acting;
}

export function ListedItem({ listed: { username, since }, deed, acting }: ListedItemProps) {
  const { say, sayTime } = useLanguage();
  return (
    <NamedItem
      username={username}
      more={<p className="text-muted text-sm">{say("people.since", { time: sayTime(since) })}</p>}
    >
      <DeedButton deed={deed} tone="quiet" username={username} acting={acting} />
      <ReportButton username={username} acting={acting} />
    </NamedItem>
  );
}

interface NamedItemProps {
  readonly username: string;
  readonly more: ReactNode;
  readonly children: ReactNode;
}

const NamedItem = ({ username, more, children }: NamedItemProps) => (
  <li className="flex gap-3.5 py-4">
    <Avatar name={username} />
    <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <p className="font-medium">
          <bdi dir="ltr" translate="no" className="wrap-anywhere">
            {username}
          </bdi>
        </p>
        {more}
      </div>
      <div className="flex flex-wrap gap-2.5">{children}</div>
    </div>
  </li>
);
