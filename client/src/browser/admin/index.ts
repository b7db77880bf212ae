/** An entry of its own, so that pages of accounts fetch nothing of it. */
export { connectAdmin } from "../../admin/connect-admin.ts";
export { connectContactDesk } from "../../admin/connect-contact-desk.ts";
export { connectReports } from "../../admin/connect-reports.ts";
export { createAccountDesk, type AccountChange, type AccountDesk } from "./account-desk.ts";
export { createAuditLog, type AuditCheck, type AuditLog, type AuditVerdict } from "./audit-log.ts";
export {
  createContactInbox,
  type ContactInbox,
  type ContactState,
  type ReadingState,
  type ReadMessage,
} from "./contact-inbox.ts";
export { createInviteDesk, type InviteDesk, type InvitingState, type MadeInvite } from "./invite-desk.ts";
export type { KnownEntries, Outcome, PagedState } from "./paged-list.ts";
export { createReportDesk, type ReportDesk, type ReportState } from "./report-desk.ts";
