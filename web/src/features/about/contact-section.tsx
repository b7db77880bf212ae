import type { ContactOffer } from "@tacet/client/contact-offer";
import { useEffect } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { TextLink } from "../../ui/text-link.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { Section } from "./section.tsx";

interface ContactSectionProps {
  readonly offer: ContactOffer;
}

/** Only where somebody reads it. */
export function ContactSection({ offer }: ContactSectionProps) {
  const { say } = useLanguage();
  const isOffered = useObservable(offer.state);
  useEffect(() => void offer.look(), [offer]);
  if (!isOffered) return null;
  return (
    <Section title={say("about.contact.title")}>
      <p className="max-w-prose">
        {say("about.contact.text")} <TextLink href="/contact">{say("about.contact.link")}</TextLink>
      </p>
    </Section>
  );
}
