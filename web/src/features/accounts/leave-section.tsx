import type { AccountLeaving, LeavingState } from "@tacet/client/account-pages";
import type { OwnAccount } from "@tacet/protocol";
import { Download } from "lucide";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { Section } from "../../ui/section.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { DeleteForm } from "./delete-form.tsx";
import { useProblemWords } from "./problem-words.ts";

interface LeaveSectionProps {
  readonly account: OwnAccount;
  readonly leaving: AccountLeaving;
}

export function LeaveSection({ account, leaving }: LeaveSectionProps) {
  const { say } = useLanguage();
  const state = useObservable(leaving.state);
  return (
    <Page title={<PageTitle>{say("settings.leave")}</PageTitle>} intro={say("leave.intro")}>
      <Section title={say("leave.export")}>
        <p className="text-pretty">{say("leave.export.text")}</p>
        <Export state={state} onExport={() => void leaving.exportData()} />
      </Section>
      <Section title={say("leave.delete")}>
        <ul className="list-disc space-y-2 ps-5 text-pretty">
          <li>{say("leave.delete.atOnce")}</li>
          <li>{say("leave.delete.inADay")}</li>
          <li>{say("leave.delete.stays")}</li>
        </ul>
        <DeleteForm username={account.username} state={state} onDelete={(typed) => void leaving.deleteAccount(typed)} />
      </Section>
    </Page>
  );
}

interface ExportProps {
  readonly state: LeavingState;
  readonly onExport: () => void;
}

function Export({ state: { activity, exported }, onExport }: ExportProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  return (
    <>
      {exported !== undefined && exported !== "saved" && <Notice tone="error">{describe(exported)}</Notice>}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button tone="quiet" icon={Download} isBlocked={activity !== "none"} onClick={onExport}>
          {say("leave.export.submit")}
        </Button>
        <StatusLine>
          {activity === "exporting" && say("leave.export.making")}
          {exported === "saved" && say("leave.export.saved")}
        </StatusLine>
      </div>
    </>
  );
}
