import type { OwnAccount, Proofs } from "@tacet/protocol";
import type { Account } from "../accounts/connect-account.ts";
import { createProofGiving, type ProofGiving, type SentCode } from "./proof-giving.ts";

export interface SignInEntry {
  readonly who: string;
  readonly proofs: Proofs;
}

/** Signing in by a page, in one step or, where a phone is asked too, in two. */
export interface SigningIn extends Pick<ProofGiving, "state" | "startAgain"> {
  readonly signIn: (entry: SignInEntry) => Promise<void>;
  /** With nothing but a code. The server says to no phone whether an account signs in with it. */
  readonly signInByPhone: (phone: string) => Promise<void>;
}

export interface SigningInPorts {
  readonly account: Pick<Account, "signIn" | "requestPhoneCode">;
  /** What the list of devices is to call this browser. */
  readonly label: string;
  readonly onSignedIn: (account: OwnAccount) => void;
}

interface Tried {
  readonly way: "secrets" | "phone";
  readonly who: string;
}

export function createSigningIn({ account, label, onSignedIn }: SigningInPorts): SigningIn {
  let tried: Tried = { way: "secrets", who: "" };

  async function sendCode(phone: string): Promise<SentCode> {
    return { state: "code_sent", ...(await account.requestPhoneCode({ phone, purpose: "sign_in" })) };
  }

  const { give, ...giving } = createProofGiving({
    send: (proofs) =>
      tried.way === "phone" && !proofs.phoneCode
        ? sendCode(tried.who)
        : account.signIn({ who: tried.who, proofs, session: { carrier: "cookie", label } }),
    onDone: ({ account: own }) => onSignedIn(own),
  });

  const tryAs = (next: Tried, proofs: Proofs): Promise<void> => {
    // While a try is under way, a second one is not made and must not change whose the first one is.
    if (giving.state.get().kind === "proofs_asked") tried = next;
    return give(proofs);
  };

  return {
    ...giving,
    signIn: ({ who, proofs }) => tryAs({ way: "secrets", who: who.trim() }, proofs),
    signInByPhone: (phone) => tryAs({ way: "phone", who: phone.trim() }, {}),
  };
}
