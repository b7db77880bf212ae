import type { Item } from "@tacet/client/messenger";
import type { BubblePlace } from "../../ui/bubble.tsx";

/** An item with what is shown around it. */
export interface DressedItem {
  readonly item: Item;
  /** It is the first of its day: what stands above it. */
  readonly day: number | undefined;
  /** The first that was not read when the conversation was opened. */
  readonly isFirstUnread: boolean;
  /** Where it stands among messages that somebody said in one go. */
  readonly place: BubblePlace;
}

/** What is said within this time by the same person belongs together. */
const TOGETHER_MS = 5 * 60_000;

interface Surroundings {
  readonly firstUnread: number | undefined;
}

/** One for each item. Asks for a day's limits once a day, not once a message: there may be ten thousand. */
export function dressItems(items: readonly Item[], { firstUnread }: Surroundings): readonly DressedItem[] {
  const dayOf = createDayTeller();
  let before: Item | undefined;
  let dayBefore: number | undefined;
  return items.map((item, at) => {
    const day = item.kind === "gap" ? dayBefore : dayOf(item.at);
    const isNewDay = day !== dayBefore;
    const next = items[at + 1];
    const joinsBefore = !isNewDay && isTogether(before, item);
    const joinsNext = isTogether(item, next) && next?.kind === "message" && dayOf(next.at) === day;
    before = item;
    dayBefore = day;
    return {
      item,
      day: isNewDay ? day : undefined,
      isFirstUnread: firstUnread !== undefined && "seq" in item && item.seq === firstUnread,
      place: placeOf({ joinsBefore, joinsNext }),
    };
  });
}

function isTogether(one: Item | undefined, other: Item | undefined): boolean {
  if (one?.kind !== "message" || other?.kind !== "message") return false;
  const isSame = one.isOwn === other.isOwn && (one.isOwn || one.from === other.from);
  return isSame && Math.abs(other.at - one.at) <= TOGETHER_MS && other.subject === undefined;
}

interface Neighbours {
  readonly joinsBefore: boolean;
  readonly joinsNext: boolean;
}

function placeOf({ joinsBefore, joinsNext }: Neighbours): BubblePlace {
  if (joinsBefore) return joinsNext ? "middle" : "last";
  return joinsNext ? "first" : "alone";
}

/** Tells the beginning of the day of a time, in the zone of this machine. */
function createDayTeller(): (at: number) => number {
  let [start, end] = [0, 0];
  return (at) => {
    if (at >= start && at < end) return start;
    const day = new Date(at);
    day.setHours(0, 0, 0, 0);
    start = day.getTime();
    day.setDate(day.getDate() + 1);
    end = day.getTime();
    return start;
  };
}
