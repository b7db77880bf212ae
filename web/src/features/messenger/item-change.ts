import type { Item } from "@tacet/client/messenger";

/** `at start`: only the beginning is another; `elsewhere`: anything else changed, at the end or within; `both ends`: a window that moved. */
export type ItemChange = "none" | "at start" | "elsewhere" | "both ends";

/** How a list became another one: whoever scrolls is to notice as little of it as can be. */
export function changeOf(before: readonly Item[], after: readonly Item[]): ItemChange {
  const [firstBefore, firstAfter] = [before[0]?.key, after[0]?.key];
  if (before === after) return "none";
  if (firstBefore === firstAfter || firstBefore === undefined || firstAfter === undefined) return "elsewhere";
  const added = after.findIndex(({ key }) => key === firstBefore);
  const removed = before.findIndex(({ key }) => key === firstAfter);
  const grown = after.length - before.length;
  if (added > 0) return grown === added ? "at start" : "both ends";
  return removed > 0 && grown === -removed ? "at start" : "both ends";
}
