import type { HoldLeadership } from "./leadership.ts";

/** Somebody who wants to lead, as tests see them: in this program or in a tab. */
export interface Contender {
  readonly isLeading: () => Promise<boolean>;
  /** Resolves once they lead. */
  readonly whenLeading: () => Promise<void>;
  /** Leads on until told to end, or waits no more. */
  readonly giveUp: () => Promise<void>;
  /** Ends by themselves what they do while they lead; answers what became of it. */
  readonly finish: (how: "done" | "failed") => Promise<"done" | "failed">;
}

export function contend(hold: HoldLeadership, name: string): Contender {
  const leading = Promise.withResolvers<void>();
  const ending = Promise.withResolvers<void>();
  let isLeading = false;
  const candidacy = hold(name, async (until) => {
    isLeading = true;
    leading.resolve();
    until.addEventListener("abort", () => ending.resolve());
    try {
      await ending.promise;
    } finally {
      isLeading = false;
    }
  });
  const outcome = candidacy.over.then(
    () => "done" as const,
    () => "failed" as const,
  );
  return {
    isLeading: async () => isLeading,
    whenLeading: () => leading.promise,
    giveUp: async () => candidacy[Symbol.asyncDispose](),
    finish: (how) => {
      if (how === "done") ending.resolve();
      else ending.reject(new Error("it failed"));
      return outcome;
    },
  };
}
