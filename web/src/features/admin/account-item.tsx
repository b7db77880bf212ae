import type { AdministeredAccount } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Tag } from "../../ui/tag.tsx";
import { TypedLine } from "./typed-text.tsx";
import { useDay } from "./use-day.ts";

interface AccountItemProps {
  readonly account: AdministeredAccount;
  /** One's own is managed by another administrator, or at the machine: nobody shuts themselves out by a slip. */
  readonly whose: "own" | "another's";
  readonly isBlocked: boolean;
  readonly onManage: () => void;
}

export function AccountItem({ account, whose, isBlocked, onManage }: AccountItemProps) {
  const { say, sayTime } = useLanguage();
  const sayDay = useDay();
  const { username, role, state, createdAt, lastSignInDay } = account;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2.5 font-medium wrap-anywhere">
          <TypedLine text={username} />
          {whose === "own" && <Tag tone="muted">{say("admin.accounts.own")}</Tag>}
          {role === "admin" && state !== "deleted" && <Tag>{say("admin.role.admin")}</Tag>}
          {state === "disabled" && <Tag tone="danger">{say("admin.state.disabled")}</Tag>}
          {state === "deleted" && <Tag tone="muted">{say("admin.state.deleted")}</Tag>}
        </p>
        <p className="text-muted text-sm">{say("admin.accounts.made", { time: sayTime(createdAt) })}</p>
        {lastSignInDay !== undefined && (
          <p className="text-muted text-sm">{say("admin.accounts.lastSignIn", { day: sayDay(lastSignInDay) })}</p>
        )}
      </div>
      {whose !== "own" && state !== "deleted" && (
        <Button tone="quiet" isBlocked={isBlocked} onClick={onManage}>
          <span>
            {say("admin.accounts.manage")}
            <span className="sr-only"> {username}</span>
          </span>
        </Button>
      )}
    </div>
  );
}
