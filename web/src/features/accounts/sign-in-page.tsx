import type { OfferedByServer, ServerOffer, SignedOutState, SigningIn } from "@tacet/client/account-pages";
import { useEffect, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Margin } from "../../ui/margin.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ArrivalTitle, PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { CodeForm } from "./code-form.tsx";
import { PhoneSignInForm } from "./phone-sign-in-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";

interface SignInPageProps {
  readonly why: Exclude<SignedOutState["why"], "deleted">;
  readonly startSigningIn: () => SigningIn;
  readonly offer: ServerOffer;
}

/** How somebody has chosen to sign in; what was typed of a phone stays when a code is asked for anew. */
type Way = { readonly by: "username" } | { readonly by: "phone"; readonly phone: string };

export function SignInPage({ why, startSigningIn, offer }: SignInPageProps) {
  const { say } = useLanguage();
  const [signingIn] = useState(startSigningIn);
  const [way, setWay] = useState<Way>({ by: "username" });
  // Whoever has pressed something to get here is told where they are.
  const [arrived, setArrived] = useState(why !== "never_in");
  const state = useObservable(signingIn.state);
  const offered = useObservable(offer.state);
  useEffect(() => void offer.look(), [offer]);

  function choose(chosen: Way): void {
    setArrived(true);
    setWay(chosen);
  }

  if (state.kind === "done") return null;
  if (state.kind === "code_asked") {
    return (
      <Page title={<PageTitle>{say("account.code.title")}</PageTitle>}>
        <CodeForm
          code={state.code}
          sentTo={way.by === "phone" ? { to: "whoever signs in", phone: way.phone } : { to: "own phone" }}
          onStartAgain={() => {
            setArrived(true);
            signingIn.startAgain();
          }}
        />
      </Page>
    );
  }
  const Title = arrived ? ArrivalTitle : PageTitle;
  return (
    <Page title={<Title key={way.by}>{say("signIn.title")}</Title>} margin={<GoodToKnow />}>
      {why === "ended" && <Notice tone="warning">{say("signIn.ended")}</Notice>}
      {why === "left" && <p className="text-muted">{say("signIn.left")}</p>}
      {way.by === "username" && (
        <SignInForm
          state={state}
          onSignIn={(entry) => void signingIn.signIn(entry)}
          onByPhone={offered?.phone ? () => choose({ by: "phone", phone: "" }) : undefined}
        />
      )}
      {way.by === "phone" && (
        <PhoneSignInForm
          state={state}
          phone={way.phone}
          onPhone={(phone) => {
            setWay({ by: "phone", phone });
            void signingIn.signInByPhone(phone);
          }}
          onOtherWay={() => choose({ by: "username" })}
        />
      )}
      <NoWayIn contact={offered?.contact === true} />
      <NewHere registration={offered?.registration} />
    </Page>
  );
}

interface NewHereProps {
  readonly registration: OfferedByServer["registration"] | undefined;
}

function NewHere({ registration }: NewHereProps) {
  const { say } = useLanguage();
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
interface NoWayInProps {
  readonly contact: boolean;
}

function NoWayIn({ contact }: NoWayInProps) {
  const { say } = useLanguage();
  return (
    <p className="flex flex-wrap gap-x-6 gap-y-2">
      <TextLink href="/recover">{say("signIn.cannot")}</TextLink>
      {contact && <TextLink href="/contact">{say("signIn.operator")}</TextLink>}
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
