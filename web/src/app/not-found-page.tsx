import { useLanguage } from "../languages/use-language.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { MessagePage } from "./message-page.tsx";

export function NotFoundPage() {
  const { say } = useLanguage();
  return (
    <MessagePage title="notFound.title" text="notFound.text">
      <LinkButton href="/">{say("write.home")}</LinkButton>
    </MessagePage>
  );
}
