import type { ContactInbox } from "@tacet/client/admin-pages";
import { useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Margin } from "../../ui/margin.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { ContactItem } from "./contact-item.tsx";
import { WorkList } from "./work-list.tsx";

interface ContactPageProps {
  readonly startInbox: () => ContactInbox;
}

export function ContactPage({ startInbox }: ContactPageProps) {
  const { say } = useLanguage();
  const [inbox] = useState(startInbox);
  return (
    <Page title={<PageTitle>{say("admin.contact")}</PageTitle>} intro={say("admin.contact.intro")} margin={<Aside />}>
      <WorkList
        list={inbox}
        label={say("admin.contact")}
        heaps={[
          { value: "open", label: say("admin.contact.open"), empty: say("admin.contact.noneOpen") },
          { value: "done", label: say("admin.contact.done"), empty: say("admin.contact.noneDone") },
        ]}
        finished={say("admin.contact.finished")}
      >
        {(message, activity, finish) => (
          <ContactItem
            message={message}
            inbox={inbox}
            isBlocked={activity !== "none"}
            onFinish={() => finish(inbox.finish(message.id))}
          />
        )}
      </WorkList>
    </Page>
  );
}

function Aside() {
  const { say } = useLanguage();
  return (
    <Margin title={say("admin.aside.title")}>
      <p>{say("admin.contact.aside.unproven")}</p>
      <p>{say("admin.contact.aside.gone")}</p>
    </Margin>
  );
}
