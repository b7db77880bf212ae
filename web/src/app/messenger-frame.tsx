import type { OwnSession, ServerOffer, SignedInState, SigningIn } from "@tacet/client/account-pages";
import { createContext, use, type ReactNode } from "react";
import { AccountGate } from "../features/accounts/account-gate.tsx";
import { useObservable } from "../ui/use-observable.ts";
import { Frame, type FrameProps } from "./frame.tsx";

type Outside = Omit<FrameProps, "children">;

const OutsideContext = createContext<Outside | undefined>(undefined);

/** A messenger fills the window: it takes what a frame shows to places of its own. */
export const MessengerFrame = ({ children, ...outside }: FrameProps) => (
  <OutsideContext value={outside}>{children}</OutsideContext>
);

export function useOutside(): Outside {
  const outside = use(OutsideContext);
  if (!outside) throw new Error("the messenger was shown outside of its frame");
  return outside;
}

interface MessengerGateProps {
  readonly session: OwnSession;
  readonly offer: ServerOffer;
  readonly startSigningIn: () => SigningIn;
  readonly children: (state: SignedInState) => ReactNode;
}

/** Whoever has to sign in first, or again, finds the page that all others look like. */
export function MessengerGate(gate: MessengerGateProps) {
  const outside = useOutside();
  const { kind } = useObservable(gate.session.state);
  const content = <AccountGate {...gate} />;
  return kind === "signed_in" ? content : <Frame {...outside}>{content}</Frame>;
}
