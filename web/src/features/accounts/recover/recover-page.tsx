import type { Recovering } from "@tacet/client/account-pages";
import { unreachable } from "@tacet/protocol";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { ArrivalTitle } from "../../../ui/page-title.tsx";
import { Page } from "../../../ui/page.tsx";
import { StatusLine } from "../../../ui/status-line.tsx";
import { useObservable } from "../../../ui/use-observable.ts";
import { UnknownAccountPage } from "../unknown-account-page.tsx";
import { GrantedPage } from "./granted-page.tsx";
import { MailPage } from "./mail-page.tsx";
import { ProvingPage } from "./proving-page.tsx";
import { QuestionPage } from "./question-page.tsx";

interface RecoverPageProps {
  readonly recovering: Recovering;
}

/** For whoever cannot sign in: one question at a time, up to something new to sign in with. */
export function RecoverPage({ recovering }: RecoverPageProps) {
  const { say } = useLanguage();
  const state = useObservable(recovering.state);
  switch (state.kind) {
    case "asking":
      return <StatusLine>{say("account.asking")}</StatusLine>;
    case "unknown":
      return <UnknownAccountPage problem={state.problem} onRetry={() => void recovering.look()} />;
    case "question":
      return <QuestionPage state={state} recovering={recovering} />;
    case "mail":
      return <MailPage state={state} recovering={recovering} />;
    case "proving":
      return <ProvingPage state={state} recovering={recovering} />;
    case "granted":
      return <GrantedPage state={state} recovering={recovering} />;
    case "done":
      return (
        <Page title={<ArrivalTitle>{say("recover.done.title")}</ArrivalTitle>} intro={say("recover.done")}>
          <LinkButton href="/sign-in">{say("signIn.title")}</LinkButton>
        </Page>
      );
    case "over":
      return (
        <Page title={<ArrivalTitle>{say("recover.over.title")}</ArrivalTitle>} intro={say("recover.over")}>
          <div className="flex flex-wrap gap-3">
            <LinkButton href="/sign-in">{say("signIn.title")}</LinkButton>
            <Button tone="quiet" onClick={() => void recovering.startAnew()}>
              {say("recover.again")}
            </Button>
          </div>
        </Page>
      );
    default:
      return unreachable(state);
  }
}
