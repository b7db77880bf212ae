import { ProtocolError, type Proofs, type ProveAgain, type ReceivedReplyOf } from "@tacet/protocol";
import type { Account } from "../accounts/connect-account.ts";
import { createCell, type Observable } from "../observable.ts";
import { createProofGiving, type ProofGiving, type SentCode } from "./proof-giving.ts";

/** Somebody who is signed in has to prove again who they are. */
export interface ProofRequest {
  readonly giving: ProofGiving;
  /** Rather not: what it was for is not done. */
  readonly refuse: () => void;
}

export interface ProofRequests {
  readonly current: Observable<ProofRequest | undefined>;
  /** One request at a time, whoever asks. */
  readonly ask: () => Promise<"proven" | "refused">;
  /** There is nobody any more who could prove anything. */
  readonly drop: () => void;
}

type Proven = Exclude<ReceivedReplyOf<typeof ProveAgain>, SentCode>;
type ProofCalls = Pick<Account, "proveAgain" | "requestOwnPhoneCode">;

export function createProofRequests(account: ProofCalls): ProofRequests {
  const current = createCell<ProofRequest | undefined>(undefined);
  let asked: Promise<"proven" | "refused"> | undefined;

  function start(): Promise<"proven" | "refused"> {
    const { promise, resolve } = Promise.withResolvers<"proven" | "refused">();
    const close = (outcome: "proven" | "refused"): void => {
      current.set(undefined);
      asked = undefined;
      resolve(outcome);
    };
    const send = (proofs: Proofs) =>
      prove(account, proofs).catch((error: unknown) => {
        // The call that it was for finds out as well, and says so.
        if (error instanceof ProtocolError && error.code === "unauthenticated") close("proven");
        throw error;
      });
    const giving = createProofGiving<Proven>({ send, onDone: () => close("proven") });
    current.set({ giving, refuse: () => close("refused") });
    return promise;
  }

  return {
    current,
    ask: () => (asked ??= start()),
    drop: () => current.get()?.refuse(),
  };
}

/** Whoever has nothing but a phone to prove it by begins with a code. */
async function prove(account: ProofCalls, proofs: Proofs): Promise<Proven | SentCode> {
  if (Object.keys(proofs).length > 0) return account.proveAgain(proofs);
  return { state: "code_sent", ...(await account.requestOwnPhoneCode()) };
}
