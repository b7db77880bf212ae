import { createContext, use } from "react";
import type { Language } from "./language.ts";

/** What every component speaks with. The frame gives it. */
export const LanguageContext = createContext<Language | undefined>(undefined);

export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (!language) throw new Error("a component was shown outside of the frame, which gives the language");
  return language;
}
