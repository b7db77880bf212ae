import type { LanguageTag } from "./languages.ts";

/** What can be said when not even the messages could be fetched, and so is part of the page from the start. */
export const unloadedWords: Readonly<Record<LanguageTag, { title: string; text: string; reload: string }>> = {
  en: {
    title: "This page did not load",
    text: "A part of it could not be fetched. Nothing was asked about any note. Please reload the page.",
    reload: "Reload",
  },
  de: {
    title: "Diese Seite wurde nicht geladen",
    text: "Ein Teil von ihr ließ sich nicht holen. Nach keiner Notiz wurde gefragt. Bitte laden Sie die Seite neu.",
    reload: "Neu laden",
  },
  es: {
    title: "Esta página no se ha cargado",
    text: "Una parte no se pudo obtener. No se ha preguntado por ninguna nota. Vuelve a cargar la página.",
    reload: "Volver a cargar",
  },
  ar: {
    title: "لم تُحمَّل هذه الصفحة",
    text: "تعذّر جلب جزء منها. لم يُسأل عن أي ملاحظة. يُرجى إعادة تحميل الصفحة.",
    reload: "إعادة التحميل",
  },
};
