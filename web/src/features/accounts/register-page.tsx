import type { OpenRegistration, Registering, RegisteringState } from "@tacet/client/account-pages";
import { unreachable } from "@tacet/protocol";
import { useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Margin } from "../../ui/margin.tsx";
import { ArrivalTitle, PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { CodeForm } from "./code-form.tsx";
import { emptyDraft } from "./register-draft.ts";
import { RegisterForm } from "./register-form.tsx";
import { SignInInstead } from "./sign-in-instead.tsx";
import { UnknownAccountPage } from "./unknown-account-page.tsx";

interface RegisterPageProps {
  readonly registering: Registering;
}

export function RegisterPage({ registering }: RegisterPageProps) {
  const { say } = useLanguage();
  const state = useObservable(registering.state);
  switch (state.kind) {
    case "asking":
    case "registered":
      return <StatusLine>{say("account.asking")}</StatusLine>;
    case "unknown":
      return <UnknownAccountPage problem={state.problem} onRetry={() => void registering.look()} />;
    case "closed":
      return <ClosedPage why={state.why} />;
    case "open":
      return <OpenPage state={state} registering={registering} />;
    default:
      return unreachable(state);
  }
}

interface OpenPageProps extends RegisterPageProps {
  readonly state: OpenRegistration;
}

function OpenPage({ state, registering }: OpenPageProps) {
  const { say } = useLanguage();
  const [draft, setDraft] = useState(emptyDraft);
  const [isBack, setIsBack] = useState(false);
  if (state.code && !isBack) setIsBack(true);
  // Whoever comes back from the code is told where they are.
  const Title = isBack ? ArrivalTitle : PageTitle;
  if (state.code) {
    return (
      <Page title={<PageTitle>{say("account.code.title")}</PageTitle>}>
        <CodeForm
          code={state.code}
          sentTo={{ to: "phone", phone: draft.phone }}
          onStartAgain={registering.startAgain}
        />
      </Page>
    );
  }
  return (
    <Page title={<Title>{say("register.title")}</Title>} intro={say("register.intro")} margin={<GoodToKnow />}>
      <RegisterForm
        state={state}
        draft={draft}
        onDraft={setDraft}
        onRegister={(account) => void registering.register(account)}
      />
      <SignInInstead />
    </Page>
  );
}

const closed = {
  off: { title: "register.closed.off.title", text: "register.closed.off" },
  invite_needed: { title: "register.closed.invite.title", text: "register.closed.invite" },
  invite_damaged: { title: "register.closed.damaged.title", text: "register.closed.damaged" },
} as const;

function ClosedPage({ why }: Pick<Extract<RegisteringState, { kind: "closed" }>, "why">) {
  const { say } = useLanguage();
  return (
    <Page title={<PageTitle>{say(closed[why].title)}</PageTitle>} intro={say(closed[why].text)}>
      {why === "off" && <LinkButton href="/">{say("write.home")}</LinkButton>}
      <SignInInstead />
    </Page>
  );
}

function GoodToKnow() {
  const { say } = useLanguage();
  return (
    <Margin title={say("register.aside.title")}>
      <p>{say("register.aside.public")}</p>
      <p>{say("register.aside.lost")}</p>
    </Margin>
  );
}
