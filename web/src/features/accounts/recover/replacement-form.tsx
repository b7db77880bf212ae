import { replacementsOf, type GrantedState, type Recovering } from "@tacet/client/account-pages";
import { useMemo, useState, type SubmitEvent } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { StatusLine } from "../../../ui/status-line.tsx";
import { NewPasswordField } from "../new-password-field.tsx";
import { NewPhraseField } from "../new-phrase-field.tsx";
import { OwnerOfSecret } from "../owner-of-secret.tsx";
import { useRecoveryProblemWords } from "./recovery-problem-words.ts";

interface ReplacementFormProps {
  readonly state: GrantedState;
  readonly onComplete: (secrets: Parameters<Recovering["complete"]>[0]) => void;
}

const words = {
  password: { name: "account.password", submit: "recover.open.password" },
  phrase: { name: "account.phrase", submit: "recover.open.phrase" },
} as const;

/** Something new in place of what is lost. */
export function ReplacementForm({ state: { way, activity, problem }, onComplete }: ReplacementFormProps) {
  const { say } = useLanguage();
  const describe = useRecoveryProblemWords("completing");
  const { who } = way.answers;
  const kinds = replacementsOf(way.answers);
  const [wanted, setWanted] = useState<(typeof kinds)[number]>();
  const kind = wanted ?? kinds[0] ?? "password";
  const [secrets, setSecrets] = useState({ password: "", phrase: "" });
  const [savedState, setSavedState] = useState<"on" | "off">("off");
  const known = useMemo(() => who.split("@").filter((each) => each.length > 2), [who]);
  const isBusy = activity !== "none";

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isBusy) onComplete({ [kind]: secrets[kind] });
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <OwnerOfSecret username={who} />
      {kinds.length > 1 && (
        <ChoiceGroup
          legend={say("recover.open.way")}
          choices={kinds.map((value) => ({ value, label: say(words[value].name) }))}
          value={kind}
          onChange={setWanted}
        />
      )}
      {kind === "password" ? (
        <NewPasswordField
          secret={secrets.password}
          onChange={(password) => setSecrets({ ...secrets, password })}
          known={known}
        />
      ) : (
        <NewPhraseField
          secret={secrets.phrase}
          onChange={(phrase) => setSecrets({ ...secrets, phrase })}
          known={known}
          savedState={savedState}
          onSaved={setSavedState}
          purpose={way.answers.beside === "nothing" ? "new-password" : undefined}
        />
      )}
      {problem && <Notice tone="error">{describe(problem)}</Notice>}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit" isBlocked={isBusy}>
          {say(words[kind].submit)}
        </Button>
        <StatusLine>{isBusy && say("recover.open.saving")}</StatusLine>
      </div>
    </form>
  );
}
