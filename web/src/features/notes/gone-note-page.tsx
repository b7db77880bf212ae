import type { GoneNote } from "@tacet/client";
import { useLanguage } from "../../languages/use-language.ts";
import { ArrivalTitle } from "../../ui/page-title.tsx";
import { Page } from "../../ui/page.tsx";

const words = {
  read: { title: "gone.read.title", text: "gone.read.text", advice: "gone.read.advice" },
  expired: { title: "gone.expired.title", text: "gone.expired.text", advice: "gone.unread.advice" },
  burned: { title: "gone.burned.title", text: "gone.burned.text", advice: "gone.unread.advice" },
} as const;

export function GoneNotePage({ reason, at }: Pick<GoneNote, "reason" | "at">) {
  const { say, sayTime } = useLanguage();
  const { title, text, advice } = words[reason];
  return (
    <Page title={<ArrivalTitle>{say(title)}</ArrivalTitle>} intro={say(text, { time: sayTime(at) })}>
      <p>{say(advice)}</p>
    </Page>
  );
}
