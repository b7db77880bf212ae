/** Does at once what was not done lately, and otherwise once the time is over, however often it was asked for meanwhile. */
export function createSeldom(everyMs: number, work: () => void): { ask(): void } & Disposable {
  let timer: Timer | undefined;
  let isAsked = false;
  const run = (): void => {
    isAsked = false;
    timer = setTimeout(rest, everyMs);
    timer.unref();
    work();
  };
  const rest = (): void => {
    timer = undefined;
    if (isAsked) run();
  };
  return {
    ask: () => {
      if (timer) isAsked = true;
      else run();
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
