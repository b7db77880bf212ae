import { MAX_SUBJECT_CHARACTERS, type TextFormat } from "@tacet/protocol";
import { useLanguage } from "../../languages/use-language.ts";
import { Checkbox } from "../../ui/checkbox.tsx";

/** What most messages do without. */
export interface Extras {
  readonly isOpen: boolean;
  readonly subject: string;
  readonly format: TextFormat;
}

interface ComposerExtrasProps {
  readonly extras: Extras;
  readonly onExtras: (extras: Extras) => void;
}

export function ComposerExtras({ extras, onExtras }: ComposerExtrasProps) {
  const { say } = useLanguage();
  return (
    <div className="flex flex-wrap items-center gap-x-5 px-2 pb-1.5">
      <input
        value={extras.subject}
        onChange={({ target }) => onExtras({ ...extras, subject: target.value })}
        maxLength={MAX_SUBJECT_CHARACTERS}
        aria-label={say("messages.subject")}
        placeholder={say("messages.subject")}
        dir="auto"
        autoComplete="off"
        className="bg-surface placeholder:text-muted min-h-10 min-w-0 flex-1 basis-52 rounded-full px-4 text-base font-medium"
      />
      <Checkbox
        label={say("messages.markdown")}
        state={extras.format === "markdown" ? "on" : "off"}
        onState={(state) => onExtras({ ...extras, format: state === "on" ? "markdown" : "plain" })}
      />
    </div>
  );
}
