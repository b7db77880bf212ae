import { replacementsOf, type GrantedState, type Recovering } from "@tacet/client/account-pages";
import { useLanguage } from "../../../languages/use-language.ts";
import { ArrivalTitle } from "../../../ui/page-title.tsx";
import { Page } from "../../../ui/page.tsx";
import { useNow } from "../../../ui/use-now.ts";
import { ReplacementForm } from "./replacement-form.tsx";
import { WaitingPage } from "./waiting-page.tsx";

export interface GrantedPageProps {
  readonly state: GrantedState;
  readonly recovering: Recovering;
}

/** Turns from waiting to open by itself. */
export function GrantedPage({ state, recovering }: GrantedPageProps) {
  const { say, sayTime } = useLanguage();
  const now = useNow();
  const { readyAt, until } = state.way;
  if (readyAt !== undefined && now < readyAt) {
    return <WaitingPage state={state} recovering={recovering} readyAt={readyAt} now={now} />;
  }
  return (
    <Page
      key="open"
      title={<ArrivalTitle>{say("recover.open.title")}</ArrivalTitle>}
      intro={say(introOf(state.way.answers))}
    >
      <p className="text-muted">{say("recover.open.until", { time: sayTime(until) })}</p>
      <ReplacementForm state={state} onComplete={(secrets) => void recovering.complete(secrets)} />
    </Page>
  );
}

function introOf(answers: GrantedState["way"]["answers"]) {
  const [kind, other] = replacementsOf(answers);
  if (other) return "recover.open.toEither";
  return kind === "phrase" ? "recover.open.toPhrase" : "recover.open.toPassword";
}
