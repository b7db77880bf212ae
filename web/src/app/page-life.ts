/** What must not outlive a page, ends with it. `onLeave` takes everything off the screen and out of the page's memory. */
export function endWithPage(onLeave: () => void): void {
  // A browser may freeze a page that is left and show it again on "back" (bfcache): it must find nothing to show, and start anew.
  window.addEventListener("pagehide", onLeave);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
  // A link pasted over another one changes only the fragment, which by itself would leave the first note on the screen.
  window.addEventListener("hashchange", () => location.reload());
}
