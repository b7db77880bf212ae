/** A real server behind somebody who changes its answers. */
export interface TamperedSite extends AsyncDisposable {
  readonly origin: string;
}

export type Tamper = (answer: Response, path: string) => Response | Promise<Response>;

export function startTamperedSite(server: string, tamper: Tamper): TamperedSite {
  const proxy = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      const answer = await fetch(`${server}${pathname}`, { headers: { "accept-encoding": "identity" } });
      return tamper(answer, pathname);
    },
  });
  return { origin: `http://127.0.0.1:${proxy.port}`, [Symbol.asyncDispose]: () => proxy.stop(true) };
}

/** At the paths that match; elsewhere the answer is left alone. */
export const tamperAt =
  (paths: RegExp, change: (answer: Response) => Response | Promise<Response>): Tamper =>
  (answer, path) =>
    paths.test(path) ? change(answer) : answer;

export const withBody = (change: (text: string) => string) => async (answer: Response) =>
  new Response(change(await answer.text()), answer);

/** Undefined takes the header away. */
export const withHeader =
  (name: string, change: (value: string) => string | undefined) =>
  (answer: Response): Response => {
    const changed = new Response(answer.body, answer);
    const value = change(answer.headers.get(name) ?? "");
    if (value === undefined) changed.headers.delete(name);
    else changed.headers.set(name, value);
    return changed;
  };
