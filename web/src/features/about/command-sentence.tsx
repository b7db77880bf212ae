import type { MessageId } from "../../languages/language.ts";
import { useLanguage } from "../../languages/use-language.ts";

interface CommandSentenceProps {
  /** A message with a `{command}` in it. */
  readonly id: MessageId;
  readonly command: string;
}

/** Stands in for the command while a translation decides where in its sentence it belongs. */
const PLACE = "\uFFFC";

/** A sentence with something to type in its middle. */
export function CommandSentence({ id, command }: CommandSentenceProps) {
  const { say } = useLanguage();
  const [before, after] = say(id, { command: PLACE }).split(PLACE);
  return (
    <p>
      {before}
      <code dir="ltr" translate="no" className="bg-surface rounded-sm px-1.5 py-0.5 font-mono text-sm wrap-anywhere">
        {command}
      </code>
      {after}
    </p>
  );
}
