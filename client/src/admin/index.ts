export { connectContactDesk, type ContactDesk } from "./connect-contact-desk.ts";
export { connectReports, type Reports } from "./connect-reports.ts";
export { connectAdmin, type Admin } from "./connect-admin.ts";
