import type { ReportDesk, ReportState } from "@tacet/client/admin-pages";
import type { Report } from "@tacet/protocol";
import { useEffect, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { Margin } from "../../ui/margin.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { EntryList } from "./entry-list.tsx";
import { ReportItem } from "./report-item.tsx";

interface ReportsPageProps {
  readonly startDesk: () => ReportDesk;
}

export function ReportsPage({ startDesk }: ReportsPageProps) {
  const { say } = useLanguage();
  const [desk] = useState(startDesk);
  const [which, setWhich] = useState<ReportState>("open");
  const [said, setSaid] = useState("");
  useEffect(() => void desk.look(which), [desk, which]);

  async function close(report: Report): Promise<void> {
    const outcome = await desk.close(report);
    setSaid(outcome === "done" ? say("admin.reports.done") : "");
  }

  return (
    <Page title={<PageTitle>{say("admin.reports")}</PageTitle>} intro={say("admin.reports.intro")} margin={<Aside />}>
      <ChoiceGroup
        legend={say("admin.show")}
        choices={[
          { value: "open", label: say("admin.reports.open") },
          { value: "closed", label: say("admin.reports.closed") },
        ]}
        value={which}
        onChange={(wish) => {
          setSaid("");
          setWhich(wish);
        }}
      />
      <EntryList
        list={desk}
        label={say("admin.reports")}
        empty={say(which === "open" ? "admin.reports.noneOpen" : "admin.reports.noneClosed")}
        said={said}
        keyOf={({ id }) => id.join()}
        onRetry={() => void desk.look(which)}
      >
        {(report, activity) => (
          <ReportItem report={report} isBlocked={activity !== "none"} onClose={() => void close(report)} />
        )}
      </EntryList>
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
