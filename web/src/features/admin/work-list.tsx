import type { Outcome } from "@tacet/client/admin-pages";
import { useEffect, useState, type ReactNode } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { EntryList, type Activity, type EntryListProps } from "./entry-list.tsx";

interface WorkListProps<Entry, Heap extends string> extends Pick<EntryListProps<Entry>, "label"> {
  readonly list: EntryListProps<Entry>["list"] & { look(heap: Heap): Promise<void> };
  /** What is to be done and what is, by turns on the page. The first is shown first. */
  readonly heaps: readonly [HeapWords<Heap>, HeapWords<Heap>];
  /** Said once an entry has left what is to be done. */
  readonly finished: string;
  readonly children: (entry: Entry, activity: Activity, finish: (work: Promise<Outcome>) => void) => ReactNode;
}

interface HeapWords<Heap> {
  readonly value: Heap;
  readonly label: string;
  /** Instead of entries, where there are none. */
  readonly empty: string;
}

/** What waits for an operator, and what is dealt with. */
export function WorkList<Entry extends { readonly id: Uint8Array }, Heap extends string>({
  list,
  label,
  heaps,
  finished,
  children,
}: WorkListProps<Entry, Heap>) {
  const { say } = useLanguage();
  const [shown, setShown] = useState(heaps[0].value);
  const [said, setSaid] = useState("");
  useEffect(() => void list.look(shown), [list, shown]);

  async function finish(work: Promise<Outcome>): Promise<void> {
    setSaid((await work) === "done" ? finished : "");
  }

  return (
    <>
      <ChoiceGroup
        legend={say("admin.show")}
        choices={heaps}
        value={shown}
        onChange={(wish) => {
          setSaid("");
          setShown(wish);
        }}
      />
      <EntryList
        list={list}
        label={label}
        empty={heaps.find(({ value }) => value === shown)?.empty ?? ""}
        said={said}
        keyOf={({ id }) => id.join()}
        onRetry={() => void list.look(shown)}
      >
        {(entry, activity) => children(entry, activity, (work) => void finish(work))}
      </EntryList>
    </>
  );
}
