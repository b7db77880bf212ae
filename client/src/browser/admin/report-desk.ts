import { equalBytes, type Bytes, type Report } from "@tacet/protocol";
import type { Reports } from "../../admin/connect-reports.ts";
import type { Observable } from "../../observable.ts";
import type { OwnSession } from "../own-session.ts";
import { createPagedList, type Outcome, type PagedState } from "./paged-list.ts";

export type ReportState = "open" | "closed";

/** What people reported about others, for an administrator. */
export interface ReportDesk {
  readonly state: Observable<PagedState<Report>>;
  look(which: ReportState): Promise<void>;
  more(): Promise<void>;
  /** It leaves the open ones. */
  close(report: Report): Promise<Outcome>;
}

export function createReportDesk({ act }: Pick<OwnSession, "act">, reports: Reports): ReportDesk {
  const { state, look, more, change } = createPagedList(async (which: ReportState, after: Bytes | undefined) => {
    const page = await act(() => reports.listReports({ state: which, ...(after && { after }) }));
    return { entries: page.reports, next: page.next };
  });
  return {
    state,
    look,
    more,
    close: ({ id }) =>
      change(async () => {
        await act(() => reports.closeReport(id));
        return (entries) => entries.filter((each) => !equalBytes(each.id, id));
      }),
  };
}
