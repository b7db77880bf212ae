import { useState } from "react";
import { ChoiceGroup, type ExplainedChoice } from "../../../ui/choice-group.tsx";
import { ArrivalTitle } from "../../../ui/page-title.tsx";
import { Page } from "../../../ui/page.tsx";
import { QuestionForm } from "./question-form.tsx";

interface ChoiceQuestionProps<Value extends string> {
  readonly title: string;
  readonly legend: string;
  /** The first is chosen to begin with. */
  readonly choices: readonly ExplainedChoice<Value>[];
  readonly onChoice: (value: Value) => void;
  readonly onBack: () => void;
}

export function ChoiceQuestion<Value extends string>(props: ChoiceQuestionProps<Value>) {
  const { title, legend, choices, onChoice, onBack } = props;
  const [chosen, setChosen] = useState<Value>();
  const value = chosen ?? choices[0]?.value;
  if (value === undefined) return null;
  return (
    <Page title={<ArrivalTitle>{title}</ArrivalTitle>}>
      <QuestionForm onAnswer={() => onChoice(value)} onBack={onBack}>
        <ChoiceGroup legend={legend} choices={choices} value={value} onChange={setChosen} />
      </QuestionForm>
    </Page>
  );
}
