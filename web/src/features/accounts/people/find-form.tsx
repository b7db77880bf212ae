import type { FindingState } from "@tacet/client/account-pages";
import { MAX_PHONE_CHARACTERS } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { controlLook, Field } from "../../../ui/field.tsx";
import { StatusLine } from "../../../ui/status-line.tsx";
import { useProblemWords } from "../problem-words.ts";

type Way = "username" | "phone";

const ways = [
  { value: "username", label: "account.username" },
  { value: "phone", label: "people.find.phone" },
] as const;

/** As the domain name of a server may be, with a username before it. */
const MAX_ADDRESS_CHARACTERS = 320;

const controls = {
  username: { label: "account.username", hint: "people.find.username.hint", maxLength: MAX_ADDRESS_CHARACTERS },
  phone: { label: "people.find.phone", hint: "people.find.phone.hint", maxLength: MAX_PHONE_CHARACTERS },
} as const;

interface FindFormProps {
  readonly state: FindingState;
  readonly onFind: (way: Way, text: string) => void;
}

export function FindForm({ state: { activity, found, problem }, onFind }: FindFormProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const [way, setWay] = useState<Way>("username");
  const [typed, setTyped] = useState({ username: "", phone: "" });
  const { label, hint, maxLength } = controls[way];

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    onFind(way, typed[way]);
  }

  return (
    <form onSubmit={submit} className="space-y-5">
      <ChoiceGroup
        legend={say("people.find.way")}
        choices={ways.map((each) => ({ value: each.value, label: say(each.label) }))}
        value={way}
        onChange={setWay}
      />
      <Field label={say(label)} hint={say(hint)} error={problem && describe(problem)}>
        {(control) => (
          <input
            {...control}
            type={way === "phone" ? "tel" : "text"}
            value={typed[way]}
            onChange={({ target }) => setTyped((before) => ({ ...before, [way]: target.value }))}
            required
            maxLength={maxLength}
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            translate="no"
            className={`${controlLook} rtl:text-right`}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit" isBlocked={activity !== "none"}>
          {say("people.find.submit")}
        </Button>
        <StatusLine>
          {activity === "finding" && say("people.find.finding")}
          {found && say("people.found", { username: found.username })}
        </StatusLine>
      </div>
    </form>
  );
}
