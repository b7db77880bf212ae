export { connectReports, type Reports } from "./connect-reports.ts";
