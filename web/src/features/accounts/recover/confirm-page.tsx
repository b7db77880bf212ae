import type { ConfirmingState, EmailConfirming } from "@tacet/client/account-pages";
import { unreachable } from "@tacet/protocol";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { ArrivalTitle, PageTitle } from "../../../ui/page-title.tsx";
import { Page } from "../../../ui/page.tsx";
import { StatusLine } from "../../../ui/status-line.tsx";
import { useObservable } from "../../../ui/use-observable.ts";
import { useProblemWords } from "../problem-words.ts";

interface ConfirmPageProps {
  readonly confirming: EmailConfirming;
}

/** Where a mailed link to confirm an address leads. */
export function ConfirmPage({ confirming }: ConfirmPageProps) {
  const { say } = useLanguage();
  const state = useObservable(confirming.state);
  switch (state.kind) {
    case "damaged":
      return <Page title={<PageTitle>{say("confirm.damaged.title")}</PageTitle>} intro={say("confirm.damaged")} />;
    case "ready":
    case "confirming":
      return <ReadyPage state={state} onConfirm={() => void confirming.confirm()} />;
    case "confirmed":
      return (
        <Page title={<ArrivalTitle>{say("confirm.done.title")}</ArrivalTitle>} intro={say("confirm.done")}>
          <ToSecurity />
        </Page>
      );
    case "void":
      return (
        <Page title={<ArrivalTitle>{say("confirm.void.title")}</ArrivalTitle>} intro={say("confirm.void")}>
          <p>{say("confirm.again")}</p>
          <ToSecurity />
        </Page>
      );
    default:
      return unreachable(state);
  }
}

interface ReadyPageProps {
  readonly state: Extract<ConfirmingState, { kind: "ready" | "confirming" }>;
  readonly onConfirm: () => void;
}

function ReadyPage({ state, onConfirm }: ReadyPageProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const isConfirming = state.kind === "confirming";
  return (
    <Page title={<PageTitle>{say("confirm.title")}</PageTitle>} intro={say("confirm.intro")}>
      {!isConfirming && state.problem && <Notice tone="error">{describe(state.problem)}</Notice>}
      <Button isBlocked={isConfirming} onClick={onConfirm}>
        {say("confirm.button")}
      </Button>
      <StatusLine>{isConfirming && say("confirm.confirming")}</StatusLine>
    </Page>
  );
}

function ToSecurity() {
  const { say } = useLanguage();
  return <LinkButton href="/account/security">{say("confirm.security")}</LinkButton>;
}
