import { Languages } from "lucide";
import { useId } from "react";
import { isLanguageTag, languages, type LanguageTag } from "../languages/languages.ts";
import { useLanguage } from "../languages/use-language.ts";
import { Icon } from "../ui/icon.tsx";

interface LanguageMenuProps {
  readonly onLanguage: (tag: LanguageTag) => void;
}

export function LanguageMenu({ onLanguage }: LanguageMenuProps) {
  const { say, tag } = useLanguage();
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id}>
        <Icon icon={Languages} />
        <span className="sr-only">{say("frame.language")}</span>
      </label>
      <select
        id={id}
        value={tag}
        onChange={({ target }) => isLanguageTag(target.value) && onLanguage(target.value)}
        className="rounded-control text-ink hover:bg-surface min-h-11 cursor-pointer px-2"
      >
        {Object.entries(languages).map(([each, { name }]) => (
          <option key={each} value={each} lang={each}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
