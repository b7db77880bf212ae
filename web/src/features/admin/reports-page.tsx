import type { ReportDesk } from "@tacet/client/admin-pages";
import { useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Margin } from "../../ui/margin.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { ReportItem } from "./report-item.tsx";
import { WorkList } from "./work-list.tsx";

interface ReportsPageProps {
  readonly startDesk: () => ReportDesk;
}

export function ReportsPage({ startDesk }: ReportsPageProps) {
  const { say } = useLanguage();
  const [desk] = useState(startDesk);
  return (
    <Page title={<PageTitle>{say("admin.reports")}</PageTitle>} intro={say("admin.reports.intro")} margin={<Aside />}>
      <WorkList
        list={desk}
        label={say("admin.reports")}
        heaps={[
          { value: "open", label: say("admin.reports.open"), empty: say("admin.reports.noneOpen") },
          { value: "closed", label: say("admin.reports.closed"), empty: say("admin.reports.noneClosed") },
        ]}
        finished={say("admin.reports.done")}
      >
        {(report, activity, finish) => (
          <ReportItem report={report} isBlocked={activity !== "none"} onClose={() => finish(desk.close(report))} />
        )}
      </WorkList>
    </Page>
  );
}

function Aside() {
  const { say } = useLanguage();
  return (
    <Margin title={say("admin.aside.title")}>
      <p>{say("admin.reports.aside.secret")}</p>
      <p>{say("admin.reports.aside.text")}</p>
    </Margin>
  );
}
