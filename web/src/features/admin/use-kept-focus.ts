import { useEffect, useRef, type RefObject } from "react";

interface KeptFocus<List extends HTMLElement> {
  /** Has one child for each entry, and takes the focus itself when there is none. */
  readonly list: RefObject<List | null>;
  /** Where to go on once there are so many. */
  readonly goOnAt: (index: number) => void;
}

/**
 * For whoever works through a list by the keyboard: a button that is pressed may go with its entry, or because there is no more to ask for.
 * Then the focus is at what comes in its place.
 */
export function useKeptFocus<List extends HTMLElement>(entries: readonly unknown[]): KeptFocus<List> {
  const list = useRef<List>(null);
  const focused = useRef(-1);
  const wanted = useRef(-1);

  useEffect(() => {
    const shown = list.current;
    const note = ({ target }: Event): void => {
      const isIn = (entry: Element): boolean => target instanceof Node && entry.contains(target);
      focused.current = [...(shown?.children ?? [])].findIndex(isIn);
    };
    shown?.addEventListener("focusin", note);
    return () => shown?.removeEventListener("focusin", note);
  }, []);

  useEffect(() => {
    const isContinued = wanted.current >= 0 && entries.length > wanted.current;
    const isLost = focused.current >= 0 && document.activeElement === document.body;
    if (!isContinued && !isLost) return;
    const index = isContinued ? wanted.current : Math.min(focused.current, entries.length - 1);
    wanted.current = -1;
    const entry = list.current?.children[index];
    (entry instanceof HTMLElement ? entry : list.current)?.focus();
  }, [entries]);

  return {
    list,
    goOnAt: (index) => {
      wanted.current = index;
    },
  };
}
