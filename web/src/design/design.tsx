import { createRoot } from "react-dom/client";
import { loadLanguage } from "../languages/language.ts";
import { noteCatalogs } from "../languages/note-catalogs.ts";
import { LanguageContext } from "../languages/use-language.ts";
import { PageTitle } from "../ui/page-title.tsx";
import { Page } from "../ui/page.tsx";
import { ColorSample } from "./color-sample.tsx";
import { ControlSample } from "./control-sample.tsx";
import { FeedbackSample } from "./feedback-sample.tsx";
import { MessengerSample } from "./messenger-sample.tsx";
import { Sample } from "./sample.tsx";
import { TypeSample } from "./type-sample.tsx";

/** Every part of `ui/` in every state, for whoever builds a page. `npm run design` serves it; no server has it. */

const container = document.getElementById("root");
if (!container) throw new Error("index.html has no #root");
const language = await loadLanguage("en", { wanted: navigator.languages, catalogs: [noteCatalogs.en.frame] });

createRoot(container).render(
  <LanguageContext value={language}>
    <main className="mx-auto max-w-[70rem] px-5 py-12 sm:px-8">
      <Page
        title={<PageTitle>The design of Tacet</PageTitle>}
        intro="Black ink on white paper, hairlines as of a staff, and one colour: the blue pencil that musicians mark a score with. It says what can be followed, what has the focus, and what is going on."
      />
      <div className="mt-14 space-y-14">
        <Sample title="Type">
          <TypeSample />
        </Sample>
        <Sample title="Colour">
          <ColorSample />
        </Sample>
        <Sample title="Controls">
          <ControlSample />
        </Sample>
        <Sample title="Feedback">
          <FeedbackSample />
        </Sample>
        <Sample title="Messenger">
          <MessengerSample />
        </Sample>
      </div>
    </main>
  </LanguageContext>,
);
