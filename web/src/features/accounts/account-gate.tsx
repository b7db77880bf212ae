import type { OwnSession, ServerOffer, SignedInState, SigningIn } from "@tacet/client/account-pages";
import { unreachable } from "@tacet/protocol";
import { useEffect, type ReactNode } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { DeletedPage } from "./deleted-page.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { UnknownAccountPage } from "./unknown-account-page.tsx";

interface AccountGateProps {
  readonly session: OwnSession;
  readonly offer: ServerOffer;
  readonly startSigningIn: () => SigningIn;
  /** For whoever is signed in. */
  readonly children: (state: SignedInState) => ReactNode;
}

/** Where nobody is signed in, it asks for that in the same place, and then goes on. */
export function AccountGate({ session, offer, startSigningIn, children }: AccountGateProps) {
  const { say } = useLanguage();
  const state = useObservable(session.state);
  useEffect(() => session.follow(), [session]);
  switch (state.kind) {
    case "asking":
      return <StatusLine>{say("account.asking")}</StatusLine>;
    case "unknown":
      return <UnknownAccountPage problem={state.problem} onRetry={() => void session.look()} />;
    case "signed_out":
      if (state.why === "deleted") return <DeletedPage />;
      return <SignInPage why={state.why} startSigningIn={startSigningIn} offer={offer} />;
    case "signed_in":
      return children(state);
    default:
      return unreachable(state);
  }
}
