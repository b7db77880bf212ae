import { useLanguage } from "../../languages/use-language.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";

export function DeletedPage() {
  const { say } = useLanguage();
  return (
    <Page title={<ArrivalTitle>{say("leave.deleted.title")}</ArrivalTitle>} intro={say("leave.deleted")}>
      <LinkButton href="/">{say("write.home")}</LinkButton>
    </Page>
  );
}
