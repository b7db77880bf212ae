import { isOpenAtOnce, standInsOf, type StandIn } from "@tacet/client/account-pages";
import { useState } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { Checkbox } from "../../../ui/checkbox.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { ArrivalTitle } from "../../../ui/page-title.tsx";
import { Page } from "../../../ui/page.tsx";
import { QuestionForm } from "./question-form.tsx";
import type { QuestionPageProps } from "./question-page.tsx";

const standInWords = {
  phrase: "recover.inPlace.phrase",
  phone: "recover.inPlace.phone",
  email: "recover.inPlace.email",
} as const;

/** What takes the place of what is lost: as much as somebody has. */
export function InPlaceQuestion({ state: { answers, offer, link }, recovering }: QuestionPageProps) {
  const { say } = useLanguage();
  const [chosen, setChosen] = useState<readonly StandIn[]>([]);
  const hasLink = link === "whole";
  const open = standInsOf(answers, offer).filter((each) => each !== "email" || !hasLink);
  const inPlace: readonly StandIn[] = hasLink ? [...chosen, "email"] : chosen;
  if (open.length === 0 && !hasLink) return <NothingPage contact={offer.contact} onBack={recovering.goBack} />;

  function outlook(): string {
    if (inPlace.length === 0) return say("recover.inPlace.none");
    const isQuick = isOpenAtOnce({ beside: answers.beside ?? "nothing", inPlace: [...inPlace] });
    return say(isQuick ? "recover.inPlace.atOnce" : "recover.inPlace.waits");
  }

  return (
    <Page
      title={<ArrivalTitle>{say("recover.inPlace.title")}</ArrivalTitle>}
      intro={say(hasLink ? "recover.inPlace.link" : "recover.inPlace.intro")}
    >
      <QuestionForm
        onAnswer={() => recovering.answer({ inPlace: [...chosen] })}
        onBack={recovering.goBack}
        isBlocked={inPlace.length === 0}
      >
        {open.length > 0 && (
          <fieldset className="space-y-1.5">
            <legend className="mb-2 font-medium">{say("recover.inPlace.legend")}</legend>
            {open.map((each) => (
              <Checkbox
                key={each}
                label={say(standInWords[each])}
                state={chosen.includes(each) ? "on" : "off"}
                onState={(state) =>
                  setChosen(open.filter((it) => (it === each ? state === "on" : chosen.includes(it))))
                }
              />
            ))}
          </fieldset>
        )}
        <output className="border-line block border-s-2 ps-4 text-pretty">{outlook()}</output>
      </QuestionForm>
    </Page>
  );
}

interface NothingPageProps {
  readonly contact: boolean;
  readonly onBack: () => void;
}

function NothingPage({ contact, onBack }: NothingPageProps) {
  const { say } = useLanguage();
  return (
    <Page title={<ArrivalTitle>{say("recover.nothing.title")}</ArrivalTitle>} intro={say("recover.nothing")}>
      <div className="flex flex-wrap gap-3">
        {contact && <LinkButton href="/contact">{say("recover.nothing.contact")}</LinkButton>}
        <Button tone="quiet" onClick={onBack}>
          {say("recover.back")}
        </Button>
      </div>
    </Page>
  );
}
