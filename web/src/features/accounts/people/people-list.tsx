import type { PeopleList as List } from "@tacet/client/account-pages";
import { unreachable } from "@tacet/protocol";
import { useEffect, type ReactNode } from "react";
import type { MessageId } from "../../../languages/language.ts";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { StatusLine } from "../../../ui/status-line.tsx";
import { useObservable } from "../../../ui/use-observable.ts";
import { useProblemWords } from "../problem-words.ts";

interface PeopleListProps<Entry> {
  readonly list: List<Entry>;
  /** What a list is for that has nobody in it. */
  readonly empty: MessageId;
  readonly children: (entry: Entry) => ReactNode;
}

/** One kind of people, as soon as somebody looks at it. */
export function PeopleList<Entry>({ list, empty, children }: PeopleListProps<Entry>) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const state = useObservable(list.state);
  useEffect(() => void list.look(), [list]);
  switch (state.kind) {
    case "asking":
      return <StatusLine>{say("account.asking")}</StatusLine>;
    case "unknown":
      return (
        <div className="space-y-5">
          <Notice tone="error">{describe(state.problem)}</Notice>
          <Button tone="quiet" onClick={() => void list.look()}>
            {say("tryAgain")}
          </Button>
        </div>
      );
    case "known":
      return (
        <div className="space-y-5">
          {state.entries.length === 0 ? (
            <p className="text-muted text-pretty">{say(empty)}</p>
          ) : (
            <ul className="divide-line divide-y">{state.entries.map(children)}</ul>
          )}
          {state.problem && <Notice tone="error">{describe(state.problem)}</Notice>}
          {state.rest !== "none" && (
            <Button tone="quiet" isBlocked={state.rest === "asked for"} onClick={() => void list.lookFurther()}>
              {say("people.more")}
            </Button>
          )}
        </div>
      );
    default:
      return unreachable(state);
  }
}
