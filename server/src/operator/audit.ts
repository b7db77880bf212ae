import { unreachable } from "@tacet/protocol";
import { idText } from "./ids.ts";
import { createAudit, type Audit, type AuditRecord } from "../features/admin/audit.ts";
import { createAuditStore } from "../features/admin/audit.store.ts";
import type { AuditVerdict } from "../features/admin/verify-audit.ts";
import { CheckFailed } from "./check-failed.ts";
import type { RotateOptions } from "./keys.ts";
import { openKeys } from "./open-keys.ts";

const PAGE = 200;

/** For commands: to print the log, and to append what was done at the console. Throws OperatorError. */
export async function openAudit({ database, source }: RotateOptions): Promise<Audit> {
  const { sealing, auditKeys } = await openKeys({ database, source });
  const now = await database.readClock();
  return createAudit({ database, store: createAuditStore(database), sealing, keys: auditKeys, now: () => now });
}

/** Every entry, the newest last, and whether all is as it was written. Throws CheckFailed when it is not. */
export async function printAudit(audit: Audit, print: (line: string) => void): Promise<void> {
  let after = 0;
  for (;;) {
    const page = await audit.pageAfter(after, PAGE);
    for (const record of page) print(lineOf(record));
    const last = page.at(-1);
    if (!last) break;
    after = last.seq;
  }
  const verdict = await audit.verify();
  if (verdict.kind === "broken") throw new CheckFailed(faultIn(verdict));
  print(`${verdict.entries} entries, all as they were written.`);
}

const lineOf = ({ at, actor, action, subject }: AuditRecord): string =>
  [timeOf(at), idOf(actor).padEnd(32), wordOf(action).padEnd(20), idOf(subject)].join("  ");

/** A row that somebody wrote into the database by hand is shown too, and must not stop the list or reach the terminal as a command. */
const timeOf = (at: number): string => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : "at no time".padEnd(24));
const wordOf = (action: string): string => action.replaceAll(/[^a-z_]/g, "?");
const idOf = (id: string | Uint8Array): string => (typeof id === "string" ? id : idText(id));

function faultIn({ seq, why }: Extract<AuditVerdict, { kind: "broken" }>): string {
  switch (why) {
    case "changed":
      return `Entry ${seq} of the audit log is not as it was written.`;
    case "removed":
      return `Entry ${seq} of the audit log is missing.`;
    case "end changed":
      return `The end of the audit log, at entry ${seq}, is not as it was written.`;
    default:
      return unreachable(why);
  }
}
