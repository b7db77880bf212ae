import type { Environment } from "./host.ts";

/** For programs that we start: a server's keys may stand in our environment, and are no business of theirs. */
export const withoutOwnSettings = (env: Environment): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("TACET_")));
