import { isOpenAtOnce, type ProvingState, type Recovering } from "@tacet/client/account-pages";
import { useState } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { ArrivalTitle } from "../../../ui/page-title.tsx";
import { Page } from "../../../ui/page.tsx";
import { useObservable } from "../../../ui/use-observable.ts";
import { CodeForm } from "../code-form.tsx";
import { ProofsForm } from "./proofs-form.tsx";

interface ProvingPageProps {
  readonly state: ProvingState;
  readonly recovering: Recovering;
}

/** In one step, or in two where a phone is to be proved. */
export function ProvingPage({ state: { answers, proving }, recovering }: ProvingPageProps) {
  const { say } = useLanguage();
  const [phone, setPhone] = useState("");
  const proof = useObservable(proving.state);
  if (proof.kind === "done") return null;
  if (proof.kind === "code_asked") {
    return (
      <Page key="code" title={<ArrivalTitle>{say("account.code.title")}</ArrivalTitle>}>
        <CodeForm code={proof.code} sentTo={{ to: "whoever comes back", phone }} onStartAgain={proving.startAgain} />
      </Page>
    );
  }
  return (
    <Page
      title={<ArrivalTitle>{say("recover.proofs.title")}</ArrivalTitle>}
      intro={say(isOpenAtOnce(answers) ? "recover.proofs.atOnce" : "recover.proofs.waits")}
    >
      <ProofsForm
        answers={answers}
        state={proof}
        phone={phone}
        onGive={(entry) => {
          setPhone(entry.phone ?? "");
          void proving.give(entry);
        }}
        onBack={recovering.goBack}
      />
    </Page>
  );
}
