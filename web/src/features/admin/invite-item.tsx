import { unreachable, type Invite } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/tag.tsx";
import { typedInside } from "./typed-text.tsx";

interface InviteItemProps {
  readonly invite: Invite;
  readonly isBlocked: boolean;
  readonly onRevoke: () => void;
}

export function InviteItem({ invite, isBlocked, onRevoke }: InviteItemProps) {
  const { say, sayTime } = useLanguage();
  const sayState = useInviteState();
  const { username, role, madeBy, madeAt, state } = invite;
  const isFor =
    username === undefined ? say("admin.invites.anybody") : say("admin.invites.for", { name: typedInside(username) });
  const time = sayTime(madeAt);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2.5 font-medium wrap-anywhere">
          {isFor}
          {role === "admin" && <Tag>{say("admin.role.admin")}</Tag>}
        </p>
        <p className="text-sm">{sayState(invite)}</p>
        <p className="text-muted text-sm wrap-anywhere">
          {madeBy === undefined
            ? say("admin.invites.madeAtConsole", { time })
            : say("admin.invites.madeBy", { time, name: typedInside(madeBy) })}
        </p>
      </div>
      {state === "open" && (
        <Button tone="quiet" isBlocked={isBlocked} onClick={onRevoke}>
          <span>
            {say("admin.invites.revoke")}
            <span className="sr-only"> {isFor}</span>
          </span>
        </Button>
      )}
    </div>
  );
}

function useInviteState(): (invite: Invite) => string {
  const { say, sayTime } = useLanguage();
  return ({ state, expiresAt, usedAt = expiresAt, usedBy }) => {
    switch (state) {
      case "open":
        return say("admin.invites.open", { time: sayTime(expiresAt) });
      case "expired":
        return say("admin.invites.expired", { time: sayTime(expiresAt) });
      case "used":
        if (usedBy === undefined) return say("admin.invites.used", { time: sayTime(usedAt) });
        return say("admin.invites.usedBy", { time: sayTime(usedAt), name: typedInside(usedBy) });
      default:
        return unreachable(state);
    }
  };
}
