import { pause } from "../pause.ts";

export type NewsKind = "contact_message" | "person_reported";

/** What there is to be told at one time: never who, nor what. */
export interface News {
  readonly kind: NewsKind;
  readonly count: number;
}

/** The page where an administrator deals with it. */
export const linkTo = (kind: NewsKind, publicUrl: string): string => new URL(pages[kind], publicUrl).href;

const pages = {
  contact_message: "/admin/contact",
  person_reported: "/admin/reports",
} as const satisfies Record<NewsKind, string>;

/** One way to the operator. Resolves when the news is handed on, and rejects when it is lost; tries no more once `stopped` is aborted. */
export type NewsChannel = (news: News, stopped: AbortSignal) => Promise<void>;

export interface NewsTeller extends AsyncDisposable {
  /** Returns at once, and never fails. */
  readonly tell: (kind: NewsKind) => void;
}

export interface NewsTellerDeps {
  readonly channels: readonly NewsChannel[];
  readonly onTrouble: (error: unknown) => void;
  /** From one telling to the next of the same kind. */
  readonly pauseMs?: number;
}

/** A flood of messages shall not be a flood of mails. */
const PAUSE_MS = 10 * 60_000;
/** The answer to the request that brought the news is out by then. */
const HEAD_START_MS = 100;

/**
 * Tells the operator that something came in: the first at once, and what follows within the pause together after it. In memory, a number a
 * kind: what a crash loses is on the page all the same. Disposing tells what is left, with one try.
 */
export function createNewsTeller({ channels, onTrouble, pauseMs = PAUSE_MS }: NewsTellerDeps): NewsTeller {
  const stopping = new AbortController();
  const untold = new Map<NewsKind, number>();
  const telling = new Map<NewsKind, Promise<void>>();

  async function tellAll(kind: NewsKind): Promise<void> {
    await pause(HEAD_START_MS, stopping.signal);
    for (let count = untold.get(kind); count !== undefined; count = untold.get(kind)) {
      untold.delete(kind);
      const news = { kind, count };
      await Promise.all(channels.map((channel) => channel(news, stopping.signal).catch(onTrouble)));
      await pause(pauseMs, stopping.signal);
    }
    telling.delete(kind);
  }

  return {
    tell: (kind) => {
      if (stopping.signal.aborted) return;
      untold.set(kind, (untold.get(kind) ?? 0) + 1);
      if (!telling.has(kind)) telling.set(kind, tellAll(kind));
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await Promise.all(telling.values());
    },
  };
}
