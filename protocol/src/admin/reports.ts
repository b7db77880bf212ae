import * as z from "zod/mini";
import { Username } from "../accounts/usernames.ts";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes, timestamp } from "../fields.ts";
import { AfterPage, ENTRIES_PER_PAGE, nextPage } from "../people/person.ts";
import { ReportCategory, ReportText } from "../people/report.ts";

export const REPORT_ID_BYTES = 16;

const reportId = fixedBytes(REPORT_ID_BYTES, "A report");

export const Report = z.object({
  id: reportId,
  reporter: z.optional(Username).check(z.describe("Absent when that account was deleted, and the text with it")),
  reported: Username,
  category: ReportCategory,
  text: z.optional(ReportText),
  reportedAt: timestamp("When it came"),
  closedAt: z.optional(timestamp("When an administrator closed it")),
});
export type Report = z.output<typeof Report>;

export const ListReports = endpoint({
  name: "listReports",
  summary: "What people have reported about others",
  method: "POST",
  path: "/v1/admin/reports",
  auth: "admin",
  rate: "read",
  body: json(
    z.strictObject({
      ...AfterPage.shape,
      state: z.enum(["open", "closed"]),
    }),
  ),
  reply: json(
    z.object({
      reports: z.array(Report).check(z.maxLength(ENTRIES_PER_PAGE), z.describe("Newest first")),
      next: nextPage,
    }),
  ),
  errors: [],
});

export const CloseReport = endpoint({
  name: "closeReport",
  summary: "Put a report among those that are dealt with",
  method: "POST",
  path: "/v1/admin/reports/close",
  auth: "admin",
  rate: "write",
  body: json(z.strictObject({ id: reportId })),
  reply: json(z.object({})),
  errors: ["report_not_found", "outcome_unknown"],
});
