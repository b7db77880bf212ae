import type { LeavingState } from "@tacet/client/account-pages";
import { MAX_USERNAME_LENGTH } from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useProblemWords } from "./problem-words.ts";
import { UsernameField } from "./username-field.tsx";

interface DeleteFormProps {
  readonly username: string;
  readonly state: LeavingState;
  readonly onDelete: (typed: string) => void;
}

/** Nothing types the name but a hand: what cannot be undone is not done by a slip. */
export function DeleteForm({ username, state: { activity, undeleted }, onDelete }: DeleteFormProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const [typed, setTyped] = useState("");

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (activity === "none") onDelete(typed);
  }

  return (
    <form onSubmit={submit} className="space-y-5">
      <UsernameField
        label={say("leave.delete.username")}
        hint={say("leave.delete.username.hint", { username })}
        error={undeleted && describe(undeleted)}
        username={typed}
        onChange={setTyped}
        maxLength={MAX_USERNAME_LENGTH}
        autoComplete="off"
      />
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit" tone="danger" isBlocked={activity !== "none"}>
          {say("leave.delete.submit")}
        </Button>
        <StatusLine>{activity === "deleting" && say("leave.delete.deleting")}</StatusLine>
      </div>
    </form>
  );
}
