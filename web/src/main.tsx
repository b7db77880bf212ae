import { createStoredChoice } from "@tacet/client/stored-choice";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { Frame } from "./app/frame.tsx";
import { loadPage } from "./app/load-page.tsx";
import { endWithPage } from "./app/page-life.ts";
import { isPlainHttp } from "./app/plain-http.ts";
import { pageAt } from "./app/route.ts";
import { UnloadedPage } from "./app/unloaded-page.tsx";
import { loadLanguage, type Language } from "./languages/language.ts";
import { chooseLanguage, languages, type LanguageTag } from "./languages/languages.ts";
import { unloadedWords } from "./languages/unloaded.ts";
import { LanguageContext } from "./languages/use-language.ts";

const titles = {
  write: "title.write",
  open: "title.open",
  receipt: "title.receipt",
  about: "title.about",
  contact: "title.contact",
  unknown: "title.unknown",
} as const;

const container = document.getElementById("root");
if (!container) throw new Error("index.html has no #root");
const root = createRoot(container);
const page = pageAt(location.pathname);
const languageChoice = createStoredChoice("language");
const tag = chooseLanguage([languageChoice.get(), ...navigator.languages]);
let isLeft = false;
let wantedTag = tag;

const speakIn = (tagOfPage: LanguageTag): Promise<Language> =>
  loadLanguage(tagOfPage, { wanted: navigator.languages, pages: page === "unknown" ? [] : [page] });

function setHead(tagOfPage: LanguageTag, title: string): void {
  document.documentElement.lang = tagOfPage;
  document.documentElement.dir = languages[tagOfPage].dir;
  document.title = title;
}

function show(language: Language, content: ReactNode): void {
  if (isLeft) return;
  setHead(language.tag, language.say(titles[page]));

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
});

try {
  const [language, content] = await Promise.all([speakIn(tag), loadPage(page, location)]);
  show(language, content);
} catch {
  setHead(tag, unloadedWords[tag].title);
  if (!isLeft) root.render(<UnloadedPage tag={tag} />);
}
