import type { PeopleDesk } from "@tacet/client/account-pages";
import { useState } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Margin } from "../../../ui/margin.tsx";
import { PageTitle } from "../../../ui/page-title.tsx";
import { Page } from "../../../ui/page.tsx";
import { TextLink } from "../../../ui/text-link.tsx";
import { FindPart } from "./find-part.tsx";
import { PeopleLists } from "./people-lists.tsx";
import { ReportDialog } from "./report-dialog.tsx";

interface PeopleSectionProps {
  /** For whoever is signed in: what one person was told, the next one on this page is not shown. */
  readonly startDesk: () => PeopleDesk;
}

export function PeopleSection({ startDesk }: PeopleSectionProps) {
  const { say } = useLanguage();
  const [desk] = useState(startDesk);
  const [reported, setReported] = useState<string>();
  return (
    <Page title={<PageTitle>{say("settings.people")}</PageTitle>} intro={say("people.intro")} margin={<GoodToKnow />}>
      <FindPart desk={desk} onReport={setReported} />
      <PeopleLists desk={desk} onReport={setReported} />
      {reported !== undefined && (
        <ReportDialog username={reported} start={desk.startReporting} onClose={() => setReported(undefined)} />
      )}
    </Page>
  );
}

function GoodToKnow() {
  const { say } = useLanguage();
  return (
    <Margin title={say("people.aside.title")}>
      <p>{say("people.aside.silence")}</p>
      <p>
        {say("people.aside.privacy")} <TextLink href="/account/privacy">{say("people.aside.privacy.link")}</TextLink>
      </p>
      <p>
        <TextLink href="/messages">{say("people.aside.writing")}</TextLink>
      </p>
    </Margin>
  );
}
