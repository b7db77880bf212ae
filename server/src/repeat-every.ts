import { pause } from "./pause.ts";

/**
 * Runs work again and again, a pause after each run, until it is disposed of; that waits for the run under way, which is asked to hurry.
 * A run that fails is told and the next one comes all the same.
 */
export function repeatEvery(
  pauseMs: number,
  work: (isStopping: () => boolean) => Promise<void>,
  onTrouble: (error: unknown) => void,
): AsyncDisposable {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  const running = (async () => {
    while (!isStopping()) {
      await work(isStopping).catch(onTrouble);
      await pause(pauseMs, stopping.signal);
    }
  })();
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await running;
    },
  };
}
