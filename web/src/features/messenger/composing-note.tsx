import { visibleLine } from "@tacet/client/visible-text";
import { Pencil, Reply, X } from "lucide";
import { useLanguage } from "../../languages/use-language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { Composing } from "./composer.tsx";
import type { NameOf } from "./use-names.ts";

interface ComposingNoteProps {
  readonly composing: Composing;
  readonly nameOf: NameOf;
  readonly onCancel: () => void;
}

/** What is answered or edited, until it is sent or left. */
export function ComposingNote({ composing, nameOf, onCancel }: ComposingNoteProps) {
  const { say } = useLanguage();
  if (composing.kind === "new") return null;
  const isEdit = composing.kind === "edit";
  const { from, text } = composing.item;
  return (
    <div className="flex items-center gap-3 ps-3 pb-1">
      <Icon icon={isEdit ? Pencil : Reply} look="text-accent size-4 rtl:-scale-x-100" />
      <div className="border-accent min-w-0 flex-1 border-s-2 ps-3 text-sm">
        <p className="text-accent one-line font-medium">
          {isEdit ? say("messages.editing") : say("messages.replying", { name: nameOf(from) })}
        </p>
        <p translate="no" className="text-muted one-line">
          {visibleLine(text.replaceAll(/\s+/g, " ").slice(0, 300))}
        </p>
      </div>
      <IconButton icon={X} label={say("messages.cancel")} onClick={onCancel} />
    </div>
  );
}
