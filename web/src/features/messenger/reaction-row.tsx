import type { Reaction } from "@tacet/client/messenger";
import { useLanguage } from "../../languages/use-language.ts";
import type { NameOf } from "./use-names.ts";

interface ReactionRowProps {
  readonly reactions: readonly Reaction[];
  readonly nameOf: NameOf;
  readonly onReact: (emoji: string) => void;
}

const MOST_NAMED = 10;

/** Each with how many gave it; a press gives it too, or takes one's own back. */
export function ReactionRow({ reactions, nameOf, onReact }: ReactionRowProps) {
  const { say, region } = useLanguage();
  const list = new Intl.ListFormat(region);
  return (
    <ul aria-label={say("messages.reactions")} className="relative z-1 -mt-1 flex flex-wrap gap-1 px-2">
      {reactions.map(({ emoji, from, isOwn }) => {
        const names = list.format(from.slice(0, MOST_NAMED).map((each) => nameOf(each)));
        return (
          <li key={emoji}>
            <button
              type="button"
              aria-pressed={isOwn}
              title={names}
              onClick={() => onReact(emoji)}
              className="bg-paper border-line aria-pressed:border-accent aria-pressed:bg-accent-soft flex min-h-7 cursor-pointer items-center gap-1 rounded-full border px-2 text-sm pointer-coarse:min-h-8"
            >
              <span>{emoji}</span>
              {from.length > 1 && <span className="text-muted text-xs tabular-nums">{from.length}</span>}
              <span className="sr-only">{say("messages.reaction", { names })}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
