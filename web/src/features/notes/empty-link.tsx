import { LinkButton } from "../../ui/link-button.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { emptyWords } from "./words/open.ts";

/** Somebody came without a secret: by a shortened link, or by a reload after the note was read. */
export const EmptyLink = () => (
  <>
    <PageTitle>{emptyWords.title}</PageTitle>
    <p className="text-muted mt-3 mb-6 leading-relaxed">{emptyWords.text}</p>
    <LinkButton href="/">{emptyWords.write}</LinkButton>
  </>
);
