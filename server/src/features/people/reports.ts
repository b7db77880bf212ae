import { randomBytes } from "node:crypto";
import {
  ENTRIES_PER_PAGE,
  parseUtf8,
  ProtocolError,
  REPORT_ID_BYTES,
  utf8,
  type Bytes,
  type ListReports,
  type ReceivedRequestOf,
  type ReplyOf,
  type Report,
  type ReportPerson,
} from "@tacet/protocol";
import type { Session } from "../../http/authenticate.ts";
import { peopleTextPlace } from "../../storage/sealed-columns.ts";
import { betweenTwo } from "./between-two.ts";
import { chargeDaily } from "./daily-limit.ts";
import { encodePageEnd, parsePageEnd } from "../../http/page-end.ts";
import type { Operator, PeopleDeps } from "./people-deps.ts";
import type { StoredReport } from "./reports.store.ts";

/** Telling the operator about somebody: also about people who have blocked the reporter, or whom it has blocked. */
export function createReportPerson(deps: PeopleDeps) {
  return async (session: Session, wish: ReceivedRequestOf<typeof ReportPerson>): Promise<void> => {
    await chargeDaily(deps, "report", session.accountId);
    await betweenTwo(deps, session, wish.username, async (tx, { own, other }) => {
      if (!other || other.state === "deleted") throw new ProtocolError("person_not_found");
      const id = Uint8Array.from(randomBytes(REPORT_ID_BYTES));
      await deps.store.insertReport(tx, {
        id,
        reporterId: own.id,
        reportedId: other.id,
        category: wish.category,
        text: deps.sealing.seal(peopleTextPlace("reports", id), utf8(wish.text)),
        reportedAt: deps.now(),
      });
    });
    deps.tellOperator({ kind: "person_reported" });
  };
}

export type ReportsDeps = Pick<PeopleDeps, "database" | "store" | "sealing" | "now" | "record">;
export type Reports = ReturnType<typeof createReports>;

/** What the operator does about reports. */
export const createReports = (deps: ReportsDeps) => ({
  list: async ({ state, after }: ReceivedRequestOf<typeof ListReports>): Promise<ReplyOf<typeof ListReports>> => {
    const page = { state, after: parsePageEnd(after), limit: ENTRIES_PER_PAGE + 1 };
    const stored = await deps.store.reports(deps.database.read, page);
    const shown = stored.slice(0, ENTRIES_PER_PAGE);
    const last = shown.at(-1);
    return {
      reports: shown.map((each) => reportOf(deps, each)),
      ...(last && stored.length > shown.length && { next: encodePageEnd({ at: last.reportedAt, id: last.id }) }),
    };
  },

  /** Closed again, it stays closed since the first time, by whoever was first. */
  close: async (operator: Operator, id: Bytes): Promise<void> => {
    await deps.database.transact(async (tx) => {
      if (await deps.store.closeReport(tx, id, deps.now())) {
        return deps.record(tx, { actor: operator, action: "report_closed", subject: id });
      }
      if (!(await deps.store.hasReport(tx, id))) throw new ProtocolError("report_not_found");
    });
  },
});

const reportOf = (
  deps: Pick<ReportsDeps, "sealing">,
  { id, reporter, reported, category, text, ...times }: StoredReport,
): Report => ({
  id: Uint8Array.from(id),
  reported,
  category,
  reportedAt: times.reportedAt,
  ...(reporter !== null && { reporter }),
  ...(text && { text: openReportText(deps, id, text) }),
  ...(times.closedAt !== null && { closedAt: times.closedAt }),
});

export const openReportText = ({ sealing }: Pick<PeopleDeps, "sealing">, id: Uint8Array, text: Uint8Array): string =>
  parseUtf8(sealing.open(peopleTextPlace("reports", id), text));
