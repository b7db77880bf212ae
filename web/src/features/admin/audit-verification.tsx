import type { AuditCheck, AuditLog, AuditVerdict } from "@tacet/client/admin-pages";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { useAdminProblemWords } from "./admin-problem-words.ts";

interface AuditVerificationProps {
  readonly log: AuditLog;
}

/** Asked for by hand: the server reads the whole log for it. */
export function AuditVerification({ log }: AuditVerificationProps) {
  const { say } = useLanguage();
  const check = useObservable(log.check);
  return (
    <div className="space-y-5">
      <Complaint check={check} />
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button tone="quiet" isBlocked={check.kind === "checking"} onClick={() => void log.verify()}>
          {say("admin.audit.verify")}
        </Button>
        <StatusLine>
          {check.kind === "checking" && say("admin.working")}
          {check.kind === "checked" &&
            check.verdict.state === "whole" &&
            say("admin.audit.whole", { count: check.verdict.entries })}
        </StatusLine>
      </div>
    </div>
  );
}

const brokenWords = {
  changed: "admin.audit.broken.changed",
  removed: "admin.audit.broken.removed",
  "end changed": "admin.audit.broken.end",
} as const satisfies Readonly<Record<Extract<AuditVerdict, { state: "broken" }>["why"], string>>;

function Complaint({ check }: { readonly check: AuditCheck }) {
  const { say } = useLanguage();
  const describe = useAdminProblemWords();
  if (check.kind === "failed") return <Notice tone="error">{describe(check.problem)}</Notice>;
  if (check.kind !== "checked" || check.verdict.state !== "broken") return null;
  const { why, seq } = check.verdict;
  return <Notice tone="error">{say(brokenWords[why], { seq })}</Notice>;
}
