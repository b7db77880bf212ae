/** Leads until `until` is aborted, or until it has nothing more to do. */
export type Lead = (until: AbortSignal) => Promise<void>;

/** Somebody who leads, or waits for it. Disposing of it gives that up, and resolves once `lead` has settled. */
export interface Candidacy extends AsyncDisposable {
  /** Resolves once this one neither leads nor waits any more, and rejects as its `lead` did: then somebody else leads. */
  readonly over: Promise<void>;
}

/**
 * Of all who hold one name at the same time, such as the tabs of an account, one leads: its `lead` is called, once. Another one's is called
 * when the lead is given up, or its tab is closed or dies. Not promised: who is next, and that there is always somebody.
 */
export type HoldLeadership = (name: string, lead: Lead) => Candidacy;
