import { MessageCircle } from "lucide";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

interface NoConversationProps {
  readonly onNew: () => void;
}

export function NoConversation({ onNew }: NoConversationProps) {
  const { say } = useLanguage();
  return (
    <div className="bg-surface grid h-full content-center justify-items-center gap-5 p-8 text-center">
      <Icon icon={MessageCircle} look="text-muted size-10" />
      <p className="text-muted max-w-xs text-pretty">{say("messages.choose")}</p>
      <Button tone="quiet" onClick={onNew}>
        {say("messages.new")}
      </Button>
    </div>
  );
}
