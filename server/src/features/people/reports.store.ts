import type { ReportCategory } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { PageEnd } from "../../http/page-end.ts";

type Tx = Kysely<Schema>;

export interface NewReport {
  readonly id: Uint8Array;
  readonly reporterId: Uint8Array;
  readonly reportedId: Uint8Array;
  readonly category: ReportCategory;
  /** Sealed. */
  readonly text: Uint8Array;
  readonly reportedAt: number;
}

export interface StoredReport {
  readonly id: Uint8Array;
  readonly reporter: string | null;
  readonly reported: string;
  readonly category: ReportCategory;
  readonly text: Uint8Array | null;
  readonly reportedAt: number;
  readonly closedAt: number | null;
}

interface ReportsPage {
  readonly state: "open" | "closed";
  readonly after: PageEnd;
  readonly limit: number;
}

/** What people told the operator about each other. */
export function createReportRows() {
  return {
    insertReport: async (tx: Tx, report: NewReport): Promise<void> => {
      await tx
        .insertInto("reports")
        .values({
          id: report.id,
          reporter_id: report.reporterId,
          reported_id: report.reportedId,
          category: report.category,
          text: report.text,
          reported_at: report.reportedAt,
        })
        .execute();
    },

    reports: (tx: Tx, page: ReportsPage): Promise<StoredReport[]> =>
      selectReports(tx, page)
        .where("closed_at", page.state === "open" ? "is" : "is not", null)
        .execute(),

    reportsBy: (tx: Tx, reporterId: Uint8Array, page: Pick<ReportsPage, "after" | "limit">): Promise<StoredReport[]> =>
      selectReports(tx, page).where("reports.reporter_id", "=", reporterId).execute(),

    hasReport: async (tx: Tx, id: Uint8Array): Promise<boolean> =>
      (await tx.selectFrom("reports").select("id").where("id", "=", id).executeTakeFirst()) !== undefined,

    /** False when it is closed already, or not there. */
    closeReport: async (tx: Tx, id: Uint8Array, closedAt: number): Promise<boolean> => {
      const closed = await tx
        .updateTable("reports")
        .set({ closed_at: closedAt })
        .where("id", "=", id)
        .where("closed_at", "is", null)
        .returning("id")
        .execute();
      return closed.length === 1;
    },
  };
}

/** Newest first. */
const selectReports = (tx: Tx, { after, limit }: Pick<ReportsPage, "after" | "limit">) =>
  tx
    .selectFrom("reports")
    .innerJoin("accounts as reported", "reported.id", "reports.reported_id")
    .leftJoin("accounts as reporter", "reporter.id", "reports.reporter_id")
    .select([
      "reports.id",
      "reporter.username as reporter",
      "reported.username as reported",
      "reports.category",
      "reports.text",
      "reports.reported_at as reportedAt",
      "reports.closed_at as closedAt",
    ])
    .where((report) => report(report.refTuple("reported_at", "reports.id"), "<", report.tuple(after.at, after.id)))
    .orderBy("reported_at", "desc")
    .orderBy("reports.id", "desc")
    .limit(limit);
