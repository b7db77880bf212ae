import { useEffect } from "react";

/** While its person looks elsewhere, the title of the tab says how much there is to read. */
export function useTitleCount(unread: number): void {
  useEffect(() => {
    const title = document.title.replace(/^\(\d+\) /, "");
    const show = (): void => {
      document.title = document.visibilityState === "hidden" && unread > 0 ? `(${unread}) ${title}` : title;
    };
    show();
    document.addEventListener("visibilitychange", show);
    return () => document.removeEventListener("visibilitychange", show);
  }, [unread]);
}
