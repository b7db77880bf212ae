import type { OwnSession } from "./own-session.ts";

/**
 * What this browser keeps of conversations goes with the session that it was kept for (RULES.md V6): whenever a page learns that nobody is
 * signed in, however that came about. `wipe` may reject: then the next page that learns it tries again.
 */
export function forgetWithoutSession({ state }: Pick<OwnSession, "state">, wipe: () => Promise<unknown>): void {
  let kind = state.get().kind;
  state.subscribe(() => {
    const before = kind;
    ({ kind } = state.get());
    if (kind === "signed_out" && before !== "signed_out") wipe().catch(() => undefined);
  });
}
