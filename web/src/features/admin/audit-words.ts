import type { AuditAction, AuditEntry } from "@tacet/protocol";
import type { MessageId } from "../../languages/language.ts";
import { useLanguage } from "../../languages/use-language.ts";
import { typedInside } from "./typed-text.tsx";

export const actionWords: Readonly<Record<AuditAction, MessageId>> = {
  account_created: "admin.audit.account_created",
  account_disabled: "admin.audit.account_disabled",
  account_enabled: "admin.audit.account_enabled",
  role_changed: "admin.audit.role_changed",
  invite_created: "admin.audit.invite_created",
  invite_revoked: "admin.audit.invite_revoked",
  report_closed: "admin.audit.report_closed",
  contact_answered: "admin.audit.contact_answered",
  contact_done: "admin.audit.contact_done",
  recovery_cancelled: "admin.audit.recovery_cancelled",
  registration_changed: "admin.audit.registration_changed",
};

type Details = NonNullable<AuditEntry["details"]>;

/** What an entry tells beside who, whom, what and when. A detail that nobody has words for is shown as it stands. */
export function useAuditDetails(): (entry: AuditEntry) => readonly string[] {
  const { say, sayTime } = useLanguage();

  function describe([name, value]: readonly [string, Details[string]]): readonly string[] {
    if (name === "username" || name === "invite") return [];
    if (name === "role" && value === "admin") return [say("admin.role.admin")];
    if (name === "role" && value === "user") return [say("admin.role.user")];
    if (name === "expiresAt" && typeof value === "number") return [say("admin.invites.open", { time: sayTime(value) })];
    if ((name === "replaced" || name === "revokedInvites") && typeof value === "number") {
      return value === 0 ? [] : [say("admin.audit.voided", { count: value })];
    }
    return [typedInside(`${name}: ${value}`)];
  }

  return ({ details = {} }) => Object.entries(details).flatMap(describe);
}
