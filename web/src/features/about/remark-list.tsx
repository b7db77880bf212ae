import type { MessageId } from "../../languages/language.ts";
import { useLanguage } from "../../languages/use-language.ts";

interface RemarkListProps {
  readonly remarks: readonly MessageId[];
  readonly title?: MessageId;
  /** Steps have an order, and numbers that show it. */
  readonly kind?: "steps" | "remarks";
}

export function RemarkList({ remarks, title, kind = "remarks" }: RemarkListProps) {
  const { say } = useLanguage();
  const List = kind === "steps" ? "ol" : "ul";
  return (
    <div className="max-w-prose">
      {title && <h3 className="mb-3 font-semibold">{say(title)}</h3>}
      <List className="divide-line [counter-reset:step] divide-y">
        {remarks.map((id) => (
          <li key={id} className={`py-3.5 first:pt-0 last:pb-0 ${kind === "steps" ? stepLook : ""}`}>
            {say(id)}
          </li>
        ))}
      </List>
    </div>
  );
}

const stepLook =
  "relative ps-9 [counter-increment:step] before:absolute before:start-0 before:font-semibold before:text-accent before:content-[counter(step)]";
