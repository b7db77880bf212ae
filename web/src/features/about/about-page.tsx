import type { ContactOffer } from "@tacet/client/contact-offer";
import { useLanguage } from "../../languages/use-language.ts";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";
import { CommandSentence } from "./command-sentence.tsx";
import { ContactSection } from "./contact-section.tsx";
import { RemarkList } from "./remark-list.tsx";
import { Section } from "./section.tsx";

const steps = ["about.step.seal", "about.step.link", "about.step.open", "about.step.gone"] as const;
const seen = ["about.sees.size", "about.sees.times", "about.sees.address"] as const;
const unseen = ["about.sees.never.text", "about.sees.never.key", "about.sees.never.passphrase"] as const;
const limits = ["about.limits.first", "about.limits.device", "about.limits.operator", "about.limits.mail"] as const;

interface AboutPageProps {
  /** Where this server is, for the commands that check it. */
  readonly origin: string;
  readonly contactOffer: ContactOffer;
}

/** How it works, what the server can see, where the promise ends, and how to check all that. */
export function AboutPage({ origin, contactOffer }: AboutPageProps) {
  const { say } = useLanguage();
  return (
    <>
      <Page title={<PageTitle>{say("about.title")}</PageTitle>} intro={say("about.intro")} />
      <div className="mt-12 space-y-10 sm:mt-16 sm:space-y-14">
        <Section title={say("about.steps.title")}>
          <RemarkList kind="steps" remarks={steps} />
        </Section>
        <Section title={say("about.sees.title")}>
          <div className="grid gap-10 sm:grid-cols-2">
            <RemarkList title="about.sees.yes.title" remarks={seen} />
            <RemarkList title="about.sees.never.title" remarks={unseen} />
          </div>
        </Section>
        <Section title={say("about.limits.title")}>
          <RemarkList remarks={limits} />
        </Section>
        <Section title={say("about.check.title")}>
          <div className="max-w-prose space-y-4">
            <CommandSentence id="about.check.terminal" command="tacet" />
            <CommandSentence id="about.check.browser" command={`tacet verify ${origin}`} />
            <p>{say("about.check.source")}</p>
          </div>
        </Section>
        <ContactSection offer={contactOffer} />
      </div>
    </>
  );
}
