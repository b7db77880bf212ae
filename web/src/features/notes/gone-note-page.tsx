import type { GoneNote } from "@tacet/client";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { goneWords } from "./words/open.ts";

export function GoneNotePage({ reason, at }: Pick<GoneNote, "reason" | "at">) {
  const { title, text, advice } = goneWords[reason];
  return (
    <>
      <ArrivalTitle>{title}</ArrivalTitle>
      <p className="text-muted mt-3 leading-relaxed">{text(at)}</p>
      <p className="mt-3 leading-relaxed">{advice}</p>
    </>
  );
}
