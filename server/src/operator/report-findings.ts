import { CheckFailed } from "./check-failed.ts";
import type { CheckedFinding } from "./doctor/doctor.ts";
import type { Verdict } from "./doctor/finding.ts";

export type ReportForm = "lines" | "json";

/** Prints what the doctor finds: a line each as it comes, or one JSON object in the end. Throws CheckFailed when something fails. */
export async function reportFindings(
  found: AsyncIterable<CheckedFinding>,
  form: ReportForm,
  print: (line: string) => void,
): Promise<void> {
  const findings: CheckedFinding[] = [];
  for await (const finding of found) {
    findings.push(finding);
    if (form === "lines") print(`${finding.verdict.padEnd(4)}  ${finding.check.padEnd(8)}  ${finding.says}`);
  }
  const count = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length;
  const [failed, warned] = [count("fail"), count("warn")];
  if (form === "json") print(JSON.stringify({ verdict: failed > 0 ? "fail" : warned > 0 ? "warn" : "ok", findings }));
  if (failed > 0) throw new CheckFailed(`${failed === 1 ? "One thing" : `${failed} things`} must be mended.`);
}
