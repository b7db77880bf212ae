import type { KeptNews } from "./kept-news.ts";

type OnNews = (news: string) => void;

/** Each call of what it answers is one more who tells and hears, in one program. */
export function createMemoryNews(): () => KeptNews {
  const everybody = new Set<Set<OnNews>>();
  return () => {
    const own = new Set<OnNews>();
    everybody.add(own);
    return {
      tell: (news) => {
        if (!everybody.has(own)) return;
        for (const others of everybody)
          if (others !== own) for (const onNews of others) queueMicrotask(() => onNews(news));
      },
      hear: (onNews) => {
        own.add(onNews);
        return () => void own.delete(onNews);
      },
      [Symbol.dispose]: () => void everybody.delete(own),
    };
  };
}
