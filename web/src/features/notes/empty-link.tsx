import { useLanguage } from "../../languages/use-language.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";

/** Somebody came without a secret: by a shortened link, or by a reload after the note was read. */
export function EmptyLink() {
  const { say } = useLanguage();
  return (
    <Page title={<PageTitle>{say("empty.title")}</PageTitle>} intro={say("empty.text")}>
      <LinkButton href="/">{say("write.home")}</LinkButton>
    </Page>
  );
}
