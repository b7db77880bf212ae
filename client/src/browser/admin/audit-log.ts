import type { AuditEntry, ReplyOf, VerifyAudit } from "@tacet/protocol";
import type { Admin } from "../../admin/connect-admin.ts";
import { createCell, type Observable } from "../../observable.ts";
import type { OwnSession } from "../own-session.ts";
import { problemOf, type PageProblem } from "../page-problem.ts";
import { createPagedList, type PagedState } from "./paged-list.ts";

export type AuditCheck =
  | { readonly kind: "not checked" }
  | { readonly kind: "checking" }
  | { readonly kind: "checked"; readonly verdict: AuditVerdict }
  | { readonly kind: "failed"; readonly problem: PageProblem };

export type AuditVerdict = ReplyOf<typeof VerifyAudit>;

/** What operators did. None of its methods rejects. */
export interface AuditLog {
  readonly state: Observable<PagedState<AuditEntry>>;
  readonly check: Observable<AuditCheck>;
  look(): Promise<void>;
  more(): Promise<void>;
  /** Whether it still stands as it was written. The server reads all of it for that. */
  verify(): Promise<void>;
}

export function createAuditLog(
  { act }: Pick<OwnSession, "act">,
  admin: Pick<Admin, "listAudit" | "verifyAudit">,
): AuditLog {
  const check = createCell<AuditCheck>({ kind: "not checked" });
  const { state, look, more } = createPagedList(async (_: undefined, before: number | undefined) => {
    const { entries, next } = await act(() => admin.listAudit(before));
    return { entries, next };
  });
  return {
    state,
    check,
    look: () => look(undefined),
    more,
    verify: async () => {
      if (check.get().kind === "checking") return;
      check.set({ kind: "checking" });
      try {
        check.set({ kind: "checked", verdict: await act(() => admin.verifyAudit()) });
      } catch (error) {
        check.set({ kind: "failed", problem: problemOf(error) });
      }
    },
  };
}
