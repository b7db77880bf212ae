import type { KnownEntries, PagedState } from "@tacet/client/admin-pages";
import type { Observable } from "@tacet/client/account-pages";
import type { ReactNode } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { useAdminProblemWords } from "./admin-problem-words.ts";
import { useKeptFocus } from "./use-kept-focus.ts";

export type Activity = KnownEntries<unknown>["activity"];

export interface EntryListProps<Entry> {
  readonly list: { readonly state: Observable<PagedState<Entry>>; more(): Promise<void> };
  readonly label: string;
  /** Instead of entries, where there are none. */
  readonly empty: string;
  /** What was done last. */
  readonly said: string;
  readonly keyOf: (entry: Entry) => string;
  readonly onRetry: () => void;
  readonly children: (entry: Entry, activity: Activity) => ReactNode;
}

/** A list that comes a page at a time. */
export function EntryList<Entry>({ list, said, onRetry, ...shown }: EntryListProps<Entry>) {
  const { say } = useLanguage();
  const describe = useAdminProblemWords();
  const state = useObservable(list.state);
  const problem = state.kind === "asking" ? undefined : state.problem;
  return (
    <div className="-mt-4 space-y-3">
      <StatusLine>
        {state.kind === "asking" && say("account.asking")}
        {state.kind === "known" && (state.activity === "none" ? said : say("admin.working"))}
      </StatusLine>
      {problem && (
        // In sight wherever in a long list it was that something did not work.
        <div className="bg-paper sticky top-4 z-1">
          <Notice tone="error">{describe(problem)}</Notice>
        </div>
      )}
      {state.kind === "unknown" && <Button onClick={onRetry}>{say("tryAgain")}</Button>}
      {state.kind === "known" && <Entries {...shown} known={state} onMore={() => void list.more()} />}
    </div>
  );
}

interface EntriesProps<Entry> extends Pick<EntryListProps<Entry>, "label" | "empty" | "keyOf" | "children"> {
  readonly known: KnownEntries<Entry>;
  readonly onMore: () => void;
}

function Entries<Entry>({ known, label, empty, keyOf, children, onMore }: EntriesProps<Entry>) {
  const { say } = useLanguage();
  const { entries, hasMore, activity } = known;
  const { list, goOnAt } = useKeptFocus<HTMLUListElement>(entries);

  function showMore(): void {
    goOnAt(entries.length);
    onMore();
  }

  return (
    <>
      <ul
        ref={list}
        tabIndex={-1}
        aria-label={label}
        className={`outline-none ${entries.length > 0 ? "border-line divide-line divide-y border-y" : ""}`}
      >
        {entries.map((entry) => (
          <li key={keyOf(entry)} tabIndex={-1} className="py-4 outline-none">
            {children(entry, activity)}
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className="text-muted">{empty}</p>}
      {hasMore && (
        <Button tone="quiet" isBlocked={activity !== "none"} onClick={showMore}>
          {say("admin.more")}
        </Button>
      )}
    </>
  );
}
