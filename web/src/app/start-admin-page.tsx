import type { OwnSession } from "@tacet/client/account-pages";
import {
  connectAdmin,
  connectContactDesk,
  connectReports,
  createAccountDesk,
  createAuditLog,
  createContactInbox,
  createInviteDesk,
  createReportDesk,
} from "@tacet/client/admin-pages";
import { unreachable, type OwnAccount } from "@tacet/protocol";
import type { ReactElement } from "react";
import { AccountGate } from "../features/accounts/account-gate.tsx";
import { AccountSectionPage } from "../features/accounts/account-section-page.tsx";
import { AccountsPage } from "../features/admin/accounts-page.tsx";
import { AdminNav, type AdminSection } from "../features/admin/admin-nav.tsx";
import { AuditPage } from "../features/admin/audit-page.tsx";
import { ContactPage } from "../features/admin/contact-page.tsx";
import { InvitesPage } from "../features/admin/invites-page.tsx";
import { ReportsPage } from "../features/admin/reports-page.tsx";
import { MessagePage } from "./message-page.tsx";
import { startSession } from "./start-section.tsx";

/** What the server would refuse to others, these pages do not even ask for. */
export function startAdminPage(section: AdminSection, at: Location): ReactElement {
  const gate = startSession(at);
  return (
    <AccountGate {...gate}>
      {(state) =>
        state.account.role === "admin" ? (
          <AccountSectionPage session={gate.session} state={state} nav={<AdminNav section={section} />}>
            {show(section, { at, session: gate.session, own: state.account })}
          </AccountSectionPage>
        ) : (
          <MessagePage title="admin.notYours.title" text="admin.notYours.text" />
        )
      }
    </AccountGate>
  );
}

interface Shown {
  readonly at: Location;
  readonly session: OwnSession;
  readonly own: OwnAccount;
}

/** Each page starts its part when it is shown and keeps it alone: with the session's end, what it knew goes with it. */
function show(section: AdminSection, { at, session, own }: Shown): ReactElement {
  const connection = { server: at.origin, credentials: "cookie" } as const;
  switch (section) {
    case "accounts":
      return (
        <AccountsPage
          own={own}
          startDesk={() => createAccountDesk(session, connectAdmin(connection))}
          wanted={at.hash.slice(1)}
        />
      );
    case "invites":
      return <InvitesPage startDesk={() => createInviteDesk(session, connectAdmin(connection))} />;
    case "reports":
      return <ReportsPage startDesk={() => createReportDesk(session, connectReports(connection))} />;
    case "contact":
      return <ContactPage startInbox={() => createContactInbox(session, connectContactDesk(connection))} />;
    case "audit":
      return <AuditPage startLog={() => createAuditLog(session, connectAdmin(connection))} />;
    default:
      return unreachable(section);
  }
}
