import type { ReactNode } from "react";
import type { MessageId } from "../languages/language.ts";
import { useLanguage } from "../languages/use-language.ts";
import { PageTitle } from "../ui/page-title.tsx";
import { Page } from "../ui/page.tsx";

interface MessagePageProps {
  readonly title: MessageId;
  readonly text: MessageId;
  readonly children?: ReactNode;
}

/** A page that only has something to say. */
export function MessagePage({ title, text, children }: MessagePageProps) {
  const { say } = useLanguage();
  return (
    <Page title={<PageTitle>{say(title)}</PageTitle>} intro={say(text)}>
      {children}
    </Page>
  );
}
