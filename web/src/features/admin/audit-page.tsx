import type { AuditLog } from "@tacet/client/admin-pages";
import { useEffect, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Margin } from "../../ui/margin.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { AuditItem } from "./audit-item.tsx";
import { AuditVerification } from "./audit-verification.tsx";
import { EntryList } from "./entry-list.tsx";

interface AuditPageProps {
  readonly startLog: () => AuditLog;
}

export function AuditPage({ startLog }: AuditPageProps) {
  const { say } = useLanguage();
  const [log] = useState(startLog);
  useEffect(() => void log.look(), [log]);
  return (
    <Page
      title={<PageTitle>{say("admin.audit")}</PageTitle>}
      intro={say("admin.audit.intro")}
      margin={
        <Margin title={say("admin.aside.title")}>
          <p>{say("admin.audit.aside.kept")}</p>
          <p>{say("admin.audit.aside.check")}</p>
        </Margin>
      }
    >
      <AuditVerification log={log} />
      <EntryList
        list={log}
        label={say("admin.audit.list")}
        empty={say("admin.audit.empty")}
        said=""
        keyOf={({ seq }) => String(seq)}
        onRetry={() => void log.look()}
      >
        {(entry) => <AuditItem entry={entry} />}
      </EntryList>
    </Page>
  );
}
