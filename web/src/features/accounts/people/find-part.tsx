import type { PeopleDesk } from "@tacet/client/account-pages";
import { useRef } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Section } from "../../../ui/section.tsx";
import { useObservable } from "../../../ui/use-observable.ts";
import { DeedOutcome } from "./deed-outcome.tsx";
import { FindForm } from "./find-form.tsx";
import { FoundPerson } from "./found-person.tsx";
import { useFocusKeeper } from "./use-focus-keeper.ts";

interface FindPartProps {
  readonly desk: Pick<PeopleDesk, "finding" | "foundDeeds">;
  readonly onReport: (username: string) => void;
}

export function FindPart({ desk: { finding, foundDeeds }, onReport }: FindPartProps) {
  const { say } = useLanguage();
  const state = useObservable(finding.state);
  const deeds = useObservable(foundDeeds.state);
  const section = useRef<HTMLElement>(null);
  useFocusKeeper(section, deeds.done);

  function find(way: "username" | "phone", text: string): void {
    foundDeeds.forget();
    void finding.find(way, text);
  }

  return (
    <Section title={say("people.find")} ref={section}>
      <FindForm state={state} onFind={find} />
      {state.found && (
        <FoundPerson
          key={state.found.username}
          person={state.found}
          isBusy={deeds.activity !== "none"}
          onAsk={(username, text) => void foundDeeds.ask(username, text)}
          onBlock={(username) => void foundDeeds.carryOut("block", username)}
          onReport={onReport}
        />
      )}
      <DeedOutcome state={deeds} />
    </Section>
  );
}
