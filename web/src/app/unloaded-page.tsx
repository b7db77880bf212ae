import { unloadedWords } from "../languages/unloaded.ts";
import type { LanguageTag } from "../languages/languages.ts";
import { Button } from "../ui/button.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Page } from "../ui/page.tsx";

interface UnloadedPageProps {
  readonly tag: LanguageTag;
}

/** A lost line, or a page from before an update whose files are gone. */
export function UnloadedPage({ tag }: UnloadedPageProps) {
  const { title, text, reload } = unloadedWords[tag];
  return (
    <div className="p-6 sm:p-10">
      <Page title={<PageTitle>{title}</PageTitle>} intro={text}>
        <Button onClick={() => location.reload()}>{reload}</Button>
      </Page>
    </div>
  );
}
