import { besidesOf, type QuestionState, type Recovering } from "@tacet/client/account-pages";
import { LostProof, unreachable } from "@tacet/protocol";
import type { MessageId } from "../../../languages/language.ts";
import { useLanguage } from "../../../languages/use-language.ts";
import { ChoiceQuestion } from "./choice-question.tsx";
import { InPlaceQuestion } from "./in-place-question.tsx";
import { WhoQuestion } from "./who-question.tsx";

export interface QuestionPageProps {
  readonly state: QuestionState;
  readonly recovering: Recovering;
}

const lostWords = {
  password: ["recover.lost.password", "recover.lost.password.text"],
  phrase: ["recover.lost.phrase", "recover.lost.phrase.text"],
  phone: ["recover.lost.phone", "recover.lost.phone.text"],
} as const;

const besideWords = {
  nothing: ["recover.beside.nothing", "recover.beside.nothing.text"],
  password: ["recover.beside.password", "recover.beside.text"],
  phrase: ["recover.beside.phrase", "recover.beside.text"],
  phone: ["recover.beside.phone", "recover.beside.text"],
} as const;

export function QuestionPage({ state, recovering }: QuestionPageProps) {
  const { say } = useLanguage();
  const { question, answers, offer } = state;
  const explain = <Value extends string>(value: Value, [label, explanation]: readonly [MessageId, MessageId]) => ({
    value,
    label: say(label),
    explanation: say(explanation),
  });
  switch (question) {
    case "who":
      return <WhoQuestion state={state} recovering={recovering} />;
    case "lost":
      return (
        <ChoiceQuestion
          key={question}
          title={say("recover.lost.title")}
          legend={say("recover.lost.legend")}
          choices={LostProof.options.map((value) => explain(value, lostWords[value]))}
          onChoice={(lost) => recovering.answer({ lost })}
          onBack={recovering.goBack}
        />
      );
    case "beside":
      return (
        <ChoiceQuestion
          key={question}
          title={say("recover.beside.title")}
          legend={say("recover.beside.legend")}
          choices={besidesOf(answers.lost ?? "password", offer).map((value) => explain(value, besideWords[value]))}
          onChoice={(beside) => recovering.answer({ beside })}
          onBack={recovering.goBack}
        />
      );
    case "inPlace":
      return <InPlaceQuestion state={state} recovering={recovering} />;
    default:
      return unreachable(question);
  }
}
