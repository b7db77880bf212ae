import type { InviteDesk } from "@tacet/client/admin-pages";
import type { Invite } from "@tacet/protocol";
import { useEffect, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Margin } from "../../ui/margin.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { Section } from "../../ui/section.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { EntryList } from "./entry-list.tsx";
import { InviteForm } from "./invite-form.tsx";
import { InviteItem } from "./invite-item.tsx";
import { MadeInvitePart } from "./made-invite-part.tsx";

interface InvitesPageProps {
  readonly startDesk: () => InviteDesk;
}

export function InvitesPage({ startDesk }: InvitesPageProps) {
  const { say } = useLanguage();
  const [desk] = useState(startDesk);
  const { made, ...inviting } = useObservable(desk.inviting);
  const [said, setSaid] = useState("");
  useEffect(() => void desk.look(), [desk]);

  async function revoke(invite: Invite): Promise<void> {
    const outcome = await desk.revoke(invite);
    setSaid(outcome === "done" ? say("admin.invites.revoked") : "");
  }

  return (
    <Page title={<PageTitle>{say("admin.invites")}</PageTitle>} intro={say("admin.invites.intro")} margin={<Aside />}>
      <InviteForm inviting={inviting} onInvite={(wish) => void desk.make(wish)} />
      {made && <MadeInvitePart key={made.link} made={made} />}
      <Section title={say("admin.invites.list")}>
        <EntryList
          list={desk}
          label={say("admin.invites.list")}
          empty={say("admin.invites.empty")}
          said={said}
          keyOf={({ id }) => id.join()}
          onRetry={() => void desk.look()}
        >
          {(invite, activity) => (
            <InviteItem invite={invite} isBlocked={activity !== "none"} onRevoke={() => void revoke(invite)} />
          )}
        </EntryList>
      </Section>
    </Page>
  );
}

function Aside() {
  const { say } = useLanguage();
  return (
    <Margin title={say("admin.aside.title")}>
      <p>{say("admin.invites.aside.once")}</p>
      <p>{say("admin.invites.aside.name")}</p>
      <p>{say("admin.invites.aside.void")}</p>
    </Margin>
  );
}
