import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

interface HiddenCharactersProps {
  readonly count: number;
  readonly view: "marked" | "as it is";
  readonly onView: (view: "marked" | "as it is") => void;
}

/** Says that a text is not all that it seems, and lets the reader choose. */
export function HiddenCharacters({ count, view, onView }: HiddenCharactersProps) {
  const { say } = useLanguage();
  const other = view === "marked" ? "as it is" : "marked";
  return (
    <Notice tone="warning">
      <p>{say("opened.hidden", { count })}</p>
      <div className="-ms-3 mt-1">
        <Button tone="plain" onClick={() => onView(other)}>
          {say(view === "marked" ? "opened.hidden.hide" : "opened.hidden.show")}
        </Button>
      </div>
    </Notice>
  );
}
