import { type ListReports, type Report, type RequestOf } from "@tacet/protocol";
import { idText } from "./ids.ts";
import { foreignLines } from "./foreign-text.ts";
import type { OperatorConsole } from "./open-console.ts";

type Page = RequestOf<typeof ListReports>;

/** Newest first, each with what was written, indented: a line of it cannot pass for another report. */
export async function printReports(
  reports: Pick<OperatorConsole["reports"], "list">,
  state: Page["state"],
  print: (line: string) => void,
): Promise<void> {
  for (let after: Page["after"], isLast = false; !isLast;) {
    const page = await reports.list({ state, after });
    for (const report of page.reports) printReport(report, print);
    after = page.next;
    isLast = after === undefined;
  }
}

function printReport(report: Report, print: (line: string) => void): void {
  const { id, reportedAt, category, reporter = "somebody deleted", reported, text = "" } = report;
  const when = new Date(reportedAt).toISOString();
  print([idText(id), when, category.padEnd(15), `${reporter} about ${reported}`].join("  "));
  if (text !== "") for (const line of foreignLines(text)) print(`    ${line}`);
}
