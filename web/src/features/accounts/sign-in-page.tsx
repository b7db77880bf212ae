import type { RegistrationOffer, SignedOutState, SigningIn } from "@tacet/client/account-pages";
import { useEffect, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Margin } from "../../ui/margin.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ArrivalTitle, PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { CodeForm } from "./code-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";

interface SignInPageProps {
  readonly why: Exclude<SignedOutState["why"], "deleted">;
  readonly startSigningIn: () => SigningIn;
  readonly offer: RegistrationOffer;
}

export function SignInPage({ why, startSigningIn, offer }: SignInPageProps) {
  const { say, sayClock } = useLanguage();
  const [signingIn] = useState(startSigningIn);
  const state = useObservable(signingIn.state);
  if (state.kind === "done") return null;
  if (state.kind === "code_asked" || (state.kind === "checking" && state.step === "code")) {
    return (
      <Page
        title={<ArrivalTitle>{say("account.code.title")}</ArrivalTitle>}
        intro={state.kind === "code_asked" ? say("account.code.text", { time: sayClock(state.expiresAt) }) : undefined}
      >
        <CodeForm state={state} onCode={(code) => void signingIn.giveCode(code)} onStartAgain={signingIn.startAgain} />
      </Page>
    );
  }
  const Title = why === "never_in" ? PageTitle : ArrivalTitle;
  return (
    <Page title={<Title>{say("signIn.title")}</Title>} margin={<GoodToKnow />}>
      {why === "ended" && <Notice tone="warning">{say("signIn.ended")}</Notice>}
      {why === "left" && <p className="text-muted">{say("signIn.left")}</p>}
      <SignInForm state={state} onSignIn={(entry) => void signingIn.signIn(entry)} />
      <NewHere offer={offer} />
      <NoWayIn offer={offer} />
    </Page>
  );
}

function NewHere({ offer }: Pick<SignInPageProps, "offer">) {
  const { say } = useLanguage();
  const registration = useObservable(offer.state);
  useEffect(() => void offer.look(), [offer]);
  if (registration === undefined || registration === "off") return null;
  return (
    <p className="border-line border-t pt-6">
      {registration === "invite" && say("signIn.new.invite")}
      {registration === "open" && (
        <>
          {say("signIn.new")} <TextLink href="/register">{say("signIn.new.link")}</TextLink>
        </>
      )}
    </p>
  );
}

/** Somebody who is kept out may still tell the operator. */
function NoWayIn({ offer }: Pick<SignInPageProps, "offer">) {
  const { say } = useLanguage();
  if (!useObservable(offer.contact)) return null;
  return (
    <p>
      {say("signIn.stuck")} <TextLink href="/contact">{say("signIn.stuck.link")}</TextLink>
    </p>
  );
}

function GoodToKnow() {
  const { say } = useLanguage();
  return (
    <Margin title={say("signIn.aside.title")}>
      <p>{say("signIn.aside.stay")}</p>
      <p>{say("signIn.aside.devices")}</p>
      <p>{say("signIn.aside.notes")}</p>
    </Margin>
  );
}
