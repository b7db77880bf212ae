import * as z from "zod/mini";
import { Username } from "../accounts/usernames.ts";
import { endpoint, json } from "../endpoint.ts";
import { text } from "../fields.ts";

export const MAX_REPORT_CHARACTERS = 2000;
/** Reports that one account may make in a day. */
export const MAX_REPORTS_A_DAY = 10;

export const ReportCategory = z.enum(["spam", "harassment", "threat", "impersonation", "illegal_content", "other"]);
export type ReportCategory = z.output<typeof ReportCategory>;

export const ReportText = text(MAX_REPORT_CHARACTERS, "What happened; may be empty");

export const ReportPerson = endpoint({
  name: "reportPerson",
  summary: "Tell the operator about somebody, who learns nothing of it",
  method: "POST",
  path: "/v1/people/report",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ username: Username, category: ReportCategory, text: ReportText })),
  status: 201,
  reply: json(z.object({})),
  errors: ["person_not_found", "daily_limit_reached", "outcome_unknown"],
});
