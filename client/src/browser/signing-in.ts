import type { OwnAccount, Proofs } from "@tacet/protocol";
import type { Account } from "../accounts/connect-account.ts";
import { createProofGiving, type ProofGiving } from "./proof-giving.ts";

export interface SignInEntry {
  readonly who: string;
  readonly proofs: Proofs;
}

/** Signing in by a page, in one step or, where a phone is asked too, in two. */
export interface SigningIn extends Pick<ProofGiving, "state" | "giveCode" | "startAgain"> {
  readonly signIn: (entry: SignInEntry) => Promise<void>;
}

export interface SigningInPorts {
  readonly account: Pick<Account, "signIn">;
  /** What the list of devices is to call this browser. */
  readonly label: string;
  readonly onSignedIn: (account: OwnAccount) => void;
}

export function createSigningIn({ account, label, onSignedIn }: SigningInPorts): SigningIn {
  let name = "";
  const { give, ...giving } = createProofGiving({
    send: (proofs) => account.signIn({ who: name, proofs, session: { carrier: "cookie", label } }),
    onDone: ({ account: own }) => onSignedIn(own),
  });
  return {
    ...giving,
    signIn: ({ who, proofs }) => {
      // While a try is under way, a second one is not made and must not change whose the first one is.
      if (giving.state.get().kind === "proofs_asked") name = who.trim();
      return give(proofs);
    },
  };
}
