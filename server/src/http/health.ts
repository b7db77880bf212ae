import { apiHeaders } from "./security-headers.ts";

/** Resolves to whether this part can do its work. A rejection counts as no. */
export type ReadinessCheck = () => Promise<boolean>;

export interface ReadinessRules {
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  readonly timeoutMs: number;
  /** An answer serves everybody who asks within this time, so that probing costs nothing. */
  readonly reuseMs: number;
  readonly monotonicMs: () => number;
}

const headers = { ...apiHeaders, "content-type": "application/json" } as const;

/** The process runs and answers. */
export const respondLive = (): Response => new Response('{"status":"live"}', { headers });

/** Makes the answer to whether traffic should be sent here: 200 or 503, with the name of each part and nothing more. */
export function createReadiness({ checks, timeoutMs, reuseMs, monotonicMs }: ReadinessRules) {
  let latest: { readonly at: number; readonly results: Promise<readonly (readonly [string, boolean])[]> } | undefined;

  const runAll = () =>
    Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await isPassed(check, timeoutMs)] as const));

  return async (): Promise<Response> => {
    const now = monotonicMs();
    if (!latest || now - latest.at > reuseMs) latest = { at: now, results: runAll() };
    const results = await latest.results;
    const isReady = results.every(([, passed]) => passed);
    const parts = Object.fromEntries(results.map(([name, passed]) => [name, passed ? "ok" : "failing"]));
    const body = JSON.stringify({ status: isReady ? "ready" : "not ready", parts });
    return new Response(body, { status: isReady ? 200 : 503, headers });
  };
}

async function isPassed(check: ReadinessCheck, timeoutMs: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), timeoutMs);
  try {
    return await Promise.race([check(), late]);
  } catch {
    // A check that fails says what it has to say by failing; the part itself logs why.
    return false;
  } finally {
    clearTimeout(timer);
  }
}
