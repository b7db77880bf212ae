import type { KeptNews } from "../../kept/kept-news.ts";

/** All tabs of this browser that say the same name. */
export function createTabNews(name: string): KeptNews {
  const channel = new BroadcastChannel(`tacet kept ${name}`);
  let isOver = false;
  return {
    tell: (news) => {
      if (!isOver) channel.postMessage(news);
    },
    hear: (onNews) => {
      const onMessage = ({ data }: MessageEvent<unknown>): void => {
        if (typeof data === "string") onNews(data);
      };
      channel.addEventListener("message", onMessage);
      return () => channel.removeEventListener("message", onMessage);
    },
    [Symbol.dispose]: () => {
      isOver = true;
      channel.close();
    },
  };
}
