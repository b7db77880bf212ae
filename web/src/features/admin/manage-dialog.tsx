import type { AccountChange } from "@tacet/client/admin-pages";
import type { AdministeredAccount } from "@tacet/protocol";
import { useEffect, useRef } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { typedInside } from "./typed-text.tsx";

interface ManageDialogProps {
  readonly account: AdministeredAccount;
  readonly onChange: (change: AccountChange) => void;
  readonly onClose: () => void;
}

const changes = {
  disabled: { text: "admin.manage.disabled.text", submit: "admin.manage.disabled", tone: "danger" },
  active: { text: "admin.manage.active.text", submit: "admin.manage.active", tone: "primary" },
  admin: { text: "admin.manage.admin.text", submit: "admin.manage.admin", tone: "risky" },
  user: { text: "admin.manage.user.text", submit: "admin.manage.user", tone: "risky" },
} as const;

/** What can be done with somebody's account, and what comes of each. Nothing is done by the press that opens it. */
export function ManageDialog({ account: { username, state, role }, onChange, onClose }: ManageDialogProps) {
  const { say } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const possible = [state === "disabled" ? "active" : "disabled", role === "admin" ? "user" : "admin"] as const;

  function choose(change: AccountChange): void {
    // First, so that the focus is back on the page when it has to ask for proofs.
    dialog.current?.close();
    onChange(change);
  }

  return (
    <Dialog ref={dialog} title={say("admin.manage.title", { name: typedInside(username) })} onClose={onClose}>
      <div className="divide-line mt-3 divide-y">
        {possible.map((change) => (
          <div key={change} className="space-y-4 py-5">
            <p className="text-pretty">{say(changes[change].text)}</p>
            <Button tone={changes[change].tone} onClick={() => choose(change)}>
              {say(changes[change].submit)}
            </Button>
          </div>
        ))}
      </div>
      <Button tone="quiet" onClick={() => dialog.current?.close()}>
        {say("admin.manage.cancel")}
      </Button>
    </Dialog>
  );
}
