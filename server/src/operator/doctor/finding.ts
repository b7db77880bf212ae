export type Verdict = "ok" | "warn" | "fail";

/** What a check found: one or two plain sentences, with how to mend it unless all is well. They hold no secret. */
export interface Finding {
  readonly verdict: Verdict;
  readonly says: string;
}

export const ok = (says: string): Finding => ({ verdict: "ok", says });
export const warn = (says: string): Finding => ({ verdict: "warn", says });
export const fail = (says: string): Finding => ({ verdict: "fail", says });
