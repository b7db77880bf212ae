import type { ProofRequest } from "@tacet/client/account-pages";
import type { OwnAccount } from "@tacet/protocol";
import { useEffect, useRef } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { CodeForm } from "./code-form.tsx";
import { ProveForm } from "./prove-form.tsx";

interface ProveDialogProps {
  readonly request: ProofRequest;
  readonly account: OwnAccount;
}

/** Asks once more for what a sign-in takes. Then what it was asked for is done; when it is closed before, that is not done. */
export function ProveDialog({ request: { giving, refuse }, account }: ProveDialogProps) {
  const { say } = useLanguage();
  const state = useObservable(giving.state);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <Dialog ref={dialog} title={say("prove.title")} onClose={refuse}>
      <div className="mt-3 -mb-5 space-y-6">
        {state.kind === "code_asked" && (
          <CodeForm code={state.code} sentTo={{ to: "own phone" }} onStartAgain={giving.startAgain} />
        )}
        {(state.kind === "proofs_asked" || state.kind === "checking") && (
          <>
            <p className="text-muted">{say(account.signInNeeds === "phone" ? "prove.text.phone" : "prove.text")}</p>
            <ProveForm
              state={state}
              account={account}
              onGive={(proofs) => void giving.give(proofs)}
              onRefuse={() => dialog.current?.close()}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
