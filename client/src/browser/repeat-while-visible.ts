/** Acts every `everyMs` while the page is looked at, and at once when it is looked at again. One act at a time. Answers the way to stop. */
export function repeatWhileVisible(everyMs: number, act: () => Promise<void>): () => void {
  let isActing = false;

  async function actIfVisible(): Promise<void> {
    if (isActing || document.visibilityState !== "visible") return;
    isActing = true;
    await act().finally(() => {
      isActing = false;
    });
  }

  const onTurn = (): void => void actIfVisible();
  const ticking = setInterval(onTurn, everyMs);
  document.addEventListener("visibilitychange", onTurn);
  return () => {
    clearInterval(ticking);
    document.removeEventListener("visibilitychange", onTurn);
  };
}
