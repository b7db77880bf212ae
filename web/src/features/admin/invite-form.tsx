import type { InvitingState } from "@tacet/client/admin-pages";
import {
  DEFAULT_INVITE_LIFE_S,
  MAX_INVITE_LIFE_S,
  type CreateInvite,
  type RequestOf,
  type Role,
} from "@tacet/protocol";
import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useAdminProblemWords } from "./admin-problem-words.ts";
import { NameField } from "./name-field.tsx";

interface InviteFormProps {
  readonly inviting: Omit<InvitingState, "made">;
  readonly onInvite: (wish: RequestOf<typeof CreateInvite>) => void;
}

const lives = [
  { lifeS: DEFAULT_INVITE_LIFE_S, label: "admin.invites.life.minutes" },
  { lifeS: 24 * 3600, label: "admin.invites.life.day" },
  { lifeS: MAX_INVITE_LIFE_S, label: "admin.invites.life.week" },
] as const;

export function InviteForm({ inviting: { activity, problem }, onInvite }: InviteFormProps) {
  const { say } = useLanguage();
  const describe = useAdminProblemWords();
  const [username, setUsername] = useState("");
  const [role, setRole] = useState<Role>("user");
  const [lifeS, setLifeS] = useState<number>(DEFAULT_INVITE_LIFE_S);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const name = username.trim();
    if (activity === "none") onInvite({ role, lifeS, ...(name !== "" && { username: name }) });
  }

  return (
    <form onSubmit={submit} className="space-y-7">
      <NameField
        label={say("admin.invites.name")}
        hint={say("admin.invites.name.hint")}
        name={username}
        onChange={setUsername}
      />
      <ChoiceGroup
        legend={say("admin.invites.role")}
        choices={[
          { value: "user", label: say("admin.role.user"), explanation: say("admin.invites.role.user") },
          { value: "admin", label: say("admin.role.admin"), explanation: say("admin.invites.role.admin") },
        ]}
        value={role}
        onChange={setRole}
      />
      <SelectField
        label={say("admin.invites.life")}
        choices={lives.map((life) => ({ value: String(life.lifeS), label: say(life.label) }))}
        value={String(lifeS)}
        onChange={(value) => setLifeS(Number(value))}
      />
      {problem && <Notice tone="error">{describe(problem)}</Notice>}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit" isBlocked={activity !== "none"}>
          {say("admin.invites.submit")}
        </Button>
        <StatusLine>{activity === "making" && say("admin.working")}</StatusLine>
      </div>
    </form>
  );
}
