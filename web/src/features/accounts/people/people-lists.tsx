import type { PeopleDesk } from "@tacet/client/account-pages";
import { useRef, type ReactNode } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { useObservable } from "../../../ui/use-observable.ts";
import { DeedOutcome } from "./deed-outcome.tsx";
import { PeopleList } from "./people-list.tsx";
import type { Acting } from "./deed-buttons.tsx";
import { ListedItem, RequestItem, SentItem } from "./people-items.tsx";
import { useFocusKeeper } from "./use-focus-keeper.ts";

interface PeopleListsProps {
  readonly desk: PeopleDesk;
  readonly onReport: (username: string) => void;
}

/** Who asks and was asked, is known and is kept away. */
export function PeopleLists({ desk, onReport }: PeopleListsProps) {
  const { say } = useLanguage();
  const deeds = useObservable(desk.listDeeds.state);
  const part = useRef<HTMLElement>(null);
  useFocusKeeper(part, deeds.done);
  const acting: Acting = {
    isBusy: deeds.activity !== "none",
    onDeed: (deed, username) => void desk.listDeeds.carryOut(deed, username),
    onReport,
  };
  return (
    <section ref={part} tabIndex={-1} aria-label={say("people.lists")} className="space-y-5 outline-none">
      <Tabs
        label={say("people.lists")}
        tabs={[
          {
            id: "requests",
            title: <RequestsTitle requests={desk.requests} />,
            content: (
              <PeopleList list={desk.requests} empty="people.requests.empty">
                {(request) => <RequestItem key={request.person.username} request={request} acting={acting} />}
              </PeopleList>
            ),
          },
          {
            id: "sent",
            title: say("people.sent"),
            content: (
              <PeopleList list={desk.sent} empty="people.sent.empty">
                {(request) => <SentItem key={request.username} request={request} acting={acting} />}
              </PeopleList>
            ),
          },
          {
            id: "known",
            title: say("people.known"),
            content: (
              <PeopleList list={desk.acquaintances} empty="people.known.empty">
                {(listed) => <ListedItem key={listed.username} listed={listed} deed="block" acting={acting} />}
              </PeopleList>
            ),
          },
          {
            id: "blocked",
            title: say("people.blocked"),
            content: (
              <PeopleList list={desk.blocked} empty="people.blocked.empty">
                {(listed) => <ListedItem key={listed.username} listed={listed} deed="unblock" acting={acting} />}
              </PeopleList>
            ),
          },
        ]}
      />
      <DeedOutcome state={deeds} />
    </section>
  );
}

/** Says how many wait, whichever list is open by now; of more than a page, that there are more. */
function RequestsTitle({ requests }: Pick<PeopleDesk, "requests">): ReactNode {
  const { say } = useLanguage();
  const state = useObservable(requests.state);
  const waiting = state.kind === "known" ? state.entries.length : 0;
  if (waiting === 0) return say("people.requests");
  return (
    <span className="flex items-center gap-2">
      {say("people.requests")}
      <span aria-hidden className="flex">
        <Badge>{state.kind === "known" && state.rest !== "none" ? `${waiting}+` : waiting}</Badge>
      </span>
      <span className="sr-only">{say("people.requests.waiting", { count: waiting })}</span>
    </span>
  );
}
