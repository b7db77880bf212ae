import { MAX_EMAIL_CHARACTERS } from "@tacet/protocol";
import { useState } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Margin } from "../../../ui/margin.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { ArrivalTitle } from "../../../ui/page-title.tsx";
import { Page } from "../../../ui/page.tsx";
import { UsernameField } from "../username-field.tsx";
import { QuestionForm } from "./question-form.tsx";
import type { QuestionPageProps } from "./question-page.tsx";

export function WhoQuestion({ state: { link }, recovering }: QuestionPageProps) {
  const { say } = useLanguage();
  const [who, setWho] = useState("");
  return (
    <Page
      title={<ArrivalTitle>{say("recover.who.title")}</ArrivalTitle>}
      intro={say("recover.who.intro")}
      margin={<GoodToKnow />}
    >
      {link === "damaged" && <Notice tone="warning">{say("recover.damaged")}</Notice>}
      <QuestionForm onAnswer={() => who.trim() && recovering.answer({ who: who.trim() })}>
        <UsernameField label={say("recover.who")} username={who} onChange={setWho} maxLength={MAX_EMAIL_CHARACTERS} />
      </QuestionForm>
    </Page>
  );
}

function GoodToKnow() {
  const { say } = useLanguage();
  return (
    <Margin title={say("recover.aside.title")}>
      <p>{say("recover.aside.same")}</p>
      <p>{say("recover.aside.told")}</p>
      <p>{say("recover.aside.never")}</p>
    </Margin>
  );
}
