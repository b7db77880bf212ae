import type { MailState, Recovering } from "@tacet/client/account-pages";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { ArrivalTitle } from "../../../ui/page-title.tsx";
import { Page } from "../../../ui/page.tsx";
import { StatusLine } from "../../../ui/status-line.tsx";
import { useProblemWords } from "../problem-words.ts";

interface MailPageProps {
  readonly state: MailState;
  readonly recovering: Recovering;
}

/** Before a link is mailed, and after; whether there is an account that gets one, it never says. */
export const MailPage = (props: MailPageProps) =>
  props.state.mailed === 0 ? <BeforePage key="before" {...props} /> : <MailedPage key="mailed" {...props} />;

function BeforePage({ state, recovering }: MailPageProps) {
  const { say } = useLanguage();
  const isMailing = state.activity === "mailing";
  return (
    <Page title={<ArrivalTitle>{say("recover.mail.title")}</ArrivalTitle>} intro={say("recover.mail.intro")}>
      <Refusal state={state} />
      <div className="flex flex-wrap gap-3">
        <Button isBlocked={isMailing} onClick={() => void recovering.askForMail()}>
          {say("recover.mail.send")}
        </Button>
        <Button tone="quiet" isBlocked={isMailing} onClick={recovering.goBack}>
          {say("recover.back")}
        </Button>
      </div>
      <StatusLine>{isMailing && say("recover.mail.asking")}</StatusLine>
    </Page>
  );
}

function MailedPage({ state, recovering }: MailPageProps) {
  const { say } = useLanguage();
  const isMailing = state.activity === "mailing";
  return (
    <Page title={<ArrivalTitle>{say("recover.mailed.title")}</ArrivalTitle>} intro={say("recover.mailed.intro")}>
      <p className="text-pretty">{say("recover.mailed.where")}</p>
      <p className="text-muted text-pretty">{say("recover.mailed.missing")}</p>
      <Refusal state={state} />
      <div className="flex flex-wrap gap-3">
        <Button tone="quiet" isBlocked={isMailing} onClick={() => void recovering.askForMail()}>
          {say("recover.mailed.again")}
        </Button>
        <Button tone="quiet" isBlocked={isMailing} onClick={() => void recovering.startAnew()}>
          {say("recover.again")}
        </Button>
      </div>
      <StatusLine>
        {isMailing && say("recover.mail.asking")}
        {!isMailing && state.mailed > 1 && say("recover.mailed.more")}
      </StatusLine>
    </Page>
  );
}

function Refusal({ state: { problem } }: Pick<MailPageProps, "state">) {
  const describe = useProblemWords();
  return problem ? <Notice tone="error">{describe(problem)}</Notice> : null;
}
