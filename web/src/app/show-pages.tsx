import { createStoredChoice } from "@tacet/client/stored-choice";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { loadLanguage, type Language } from "../languages/language.ts";
import { chooseLanguage, languages, type LanguageTag } from "../languages/languages.ts";
import { unloadedWords } from "../languages/unloaded.ts";
import { LanguageContext } from "../languages/use-language.ts";
import { endWithPage } from "./page-life.ts";
import { pageAt, type Pages } from "./pages.ts";
import { isPlainHttp } from "./plain-http.ts";
import { UnloadedPage } from "./unloaded-page.tsx";

/** Shows the page of this address, in the language of its reader. */
export async function showPages<Catalog extends string>(pages: Pages<Catalog>): Promise<void> {
  const container = document.getElementById("root");
  if (!container) throw new Error("the page has no #root");
  const root = createRoot(container);
  const page = pageAt(pages, location.pathname);
  const Frame = pages.frame;
  const languageChoice = createStoredChoice("language");
  const tag = chooseLanguage([languageChoice.get(), ...navigator.languages]);
  let isLeft = false;
  let wantedTag = tag;

  function speakIn(tagOfPage: LanguageTag): Promise<Language> {
    const catalogs = pages.catalogs[tagOfPage];
    return loadLanguage(tagOfPage, {
      wanted: navigator.languages,
      catalogs: [catalogs.frame, ...page.says.map((name) => catalogs[name])],
    });
  }

  function show(language: Language, content: ReactNode): void {
    if (isLeft) return;
    setHead(language.tag, language.say(page.title));

    async function speak(other: LanguageTag): Promise<void> {
      wantedTag = other;
      languageChoice.set(other);
      // When its messages cannot be fetched, the page goes on as it is.
      const loaded = await speakIn(other).catch(() => language);
      // Of two choices the later one holds, whichever's messages come first.
      if (wantedTag === other) show(loaded, content);
    }

    root.render(
      <LanguageContext value={language}>
        <Frame isPlainHttp={isPlainHttp(location)} onLanguage={(other) => void speak(other)}>
          {content}
        </Frame>
      </LanguageContext>,
    );
  }

  endWithPage(() => {
    isLeft = true;
    root.unmount();
  }, pages.fragmentIs);

  try {
    const [language, content] = await Promise.all([speakIn(tag), page.load(location)]);
    show(language, content);
  } catch {
    setHead(tag, unloadedWords[tag].title);
    if (!isLeft) root.render(<UnloadedPage tag={tag} />);
  }
}

function setHead(tag: LanguageTag, title: string): void {
  document.documentElement.lang = tag;
  document.documentElement.dir = languages[tag].dir;
  document.title = title;
}
