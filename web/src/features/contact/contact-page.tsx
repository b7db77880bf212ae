import type { ContactForm as Form } from "@tacet/client/contact-form";
import { useLanguage } from "../../languages/use-language.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Margin } from "../../ui/margin.tsx";
import { ArrivalTitle, PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { ContactForm } from "./contact-form.tsx";

interface ContactPageProps {
  readonly form: Form;
}

export function ContactPage({ form }: ContactPageProps) {
  const { say, tag } = useLanguage();
  const state = useObservable(form.state);
  if (state.kind === "closed") return <EndPage title={say("contact.closed")} text={say("contact.closed.text")} />;
  if (state.kind === "sent") {
    return <EndPage title={say("contact.sent")} text={say("contact.sent.text", { email: state.email })} />;
  }
  return (
    <Page title={<PageTitle>{say("contact.title")}</PageTitle>} intro={say("contact.intro")} margin={<WhoReadsIt />}>
      {state.kind === "asking" ? (
        <StatusLine>{say("contact.asking")}</StatusLine>
      ) : (
        <ContactForm state={state} onSend={(draft) => void form.send({ ...draft, language: tag })} />
      )}
    </Page>
  );
}

interface EndPageProps {
  readonly title: string;
  readonly text: string;
}

function EndPage({ title, text }: EndPageProps) {
  const { say } = useLanguage();
  return (
    <Page title={<ArrivalTitle>{title}</ArrivalTitle>} intro={text}>
      <LinkButton href="/">{say("write.home")}</LinkButton>
    </Page>
  );
}

function WhoReadsIt() {
  const { say } = useLanguage();
  return (
    <Margin title={say("contact.aside.title")}>
      <p>{say("contact.aside.operator")}</p>
      <p>{say("contact.aside.address")}</p>
    </Margin>
  );
}
