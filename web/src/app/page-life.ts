/** `page`: behind another fragment is another page. `place`: it is a place in the same page, which goes there by itself. */
export type FragmentMeaning = "page" | "place";

/** What must not outlive a page, ends with it. `onLeave` takes everything off the screen and out of the page's memory. */
export function endWithPage(onLeave: () => void, fragmentIs: FragmentMeaning): void {
  // A browser may freeze a page that is left and show it again on "back" (bfcache): it must find nothing to show, and start anew.
  window.addEventListener("pagehide", onLeave);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
  if (fragmentIs === "place") return;
  // A link pasted over another one changes only the fragment, which by itself would leave the first note on the screen.
  window.addEventListener("hashchange", () => location.reload());
}
