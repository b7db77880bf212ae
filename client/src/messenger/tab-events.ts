import { Address } from "@tacet/protocol";
import * as z from "zod/mini";
import type { KeptNews } from "../kept/kept-news.ts";

const name = z.string();

const Connection = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("connecting") }),
  z.object({ kind: z.literal("live") }),
  z.object({ kind: z.literal("offline"), retryAt: z.number() }),
  z.object({ kind: z.literal("ended") }),
]);

/** What the tabs of an account tell each other, and each its own parts. What there is to know of it lies in the records by then. */
const TabEvent = z.discriminatedUnion("kind", [
  /** The line of a conversation, and these places of its log. */
  z.object({ kind: z.literal("changed"), name, seqs: z.union([z.array(z.int()), z.literal("all")]) }),
  /** The whole list, and maybe the epoch. */
  z.object({ kind: z.literal("listed") }),
  z.object({ kind: z.literal("outbox"), name }),
  z.object({ kind: z.literal("drafted"), name }),
  z.object({ kind: z.literal("marked"), name }),
  z.object({ kind: z.literal("typing"), name, from: Address }),
  /** This account types. */
  z.object({ kind: z.literal("types"), name }),
  z.object({ kind: z.literal("connection"), state: Connection }),
  /** Whoever leads says again how the connection is. */
  z.object({ kind: z.literal("asked") }),
  z.object({ kind: z.literal("reconnect") }),
]);
export type TabEvent = z.output<typeof TabEvent>;

export interface TabEvents extends Disposable {
  readonly tell: (event: TabEvent) => void;
  /** What is told in this tab as well. Answers the way to stop. */
  readonly hear: (onEvent: OnTabEvent) => () => void;
}

export type OnTabEvent = (event: TabEvent, toldBy: "this tab" | "another") => void;

export function createTabEvents(news: KeptNews): TabEvents {
  const listeners = new Set<OnTabEvent>();
  const dispatch: OnTabEvent = (event, toldBy) => {
    for (const onEvent of listeners) onEvent(event, toldBy);
  };
  const stop = news.hear((text) => {
    const event = parseEvent(text);
    if (event) dispatch(event, "another");
  });
  return {
    tell: (event) => {
      news.tell(JSON.stringify(event));
      dispatch(event, "this tab");
    },
    hear: (onEvent) => {
      listeners.add(onEvent);
      return () => void listeners.delete(onEvent);
    },
    [Symbol.dispose]: () => {
      stop();
      listeners.clear();
    },
  };
}

/** A tab of another version may say what this one does not know. */
function parseEvent(text: string): TabEvent | undefined {
  try {
    const parsed = z.safeParse(TabEvent, JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
