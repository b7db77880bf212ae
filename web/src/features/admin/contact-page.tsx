import type { ContactInbox, ContactState } from "@tacet/client/admin-pages";
import type { ContactSummary } from "@tacet/protocol";
import { useEffect, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { Margin } from "../../ui/margin.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { ContactItem } from "./contact-item.tsx";
import { EntryList } from "./entry-list.tsx";

interface ContactPageProps {
  readonly startInbox: () => ContactInbox;
}

export function ContactPage({ startInbox }: ContactPageProps) {
  const { say } = useLanguage();
  const [inbox] = useState(startInbox);
  const [which, setWhich] = useState<ContactState>("open");
  const [said, setSaid] = useState("");
  useEffect(() => void inbox.look(which), [inbox, which]);

  async function finish({ id }: ContactSummary): Promise<void> {
    const outcome = await inbox.finish(id);
    setSaid(outcome === "done" ? say("admin.contact.finished") : "");
  }

  return (
    <Page title={<PageTitle>{say("admin.contact")}</PageTitle>} intro={say("admin.contact.intro")} margin={<Aside />}>
      <ChoiceGroup
        legend={say("admin.show")}
        choices={[
          { value: "open", label: say("admin.contact.open") },
          { value: "done", label: say("admin.contact.done") },
        ]}
        value={which}
        onChange={(wish) => {
          setSaid("");
          setWhich(wish);
        }}
      />
      <EntryList
        list={inbox}
        label={say("admin.contact")}
        empty={say(which === "open" ? "admin.contact.noneOpen" : "admin.contact.noneDone")}
        said={said}
        keyOf={({ id }) => id.join()}
        onRetry={() => void inbox.look(which)}
      >
        {(message, activity) => (
          <ContactItem
            message={message}
            inbox={inbox}
            isBlocked={activity !== "none"}
            onFinish={() => void finish(message)}
          />
        )}
      </EntryList>
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
