import type { ConversationName, ConversationView, Messenger } from "@tacet/client/messenger";
import { useEffect, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { StatusLine } from "../../ui/status-line.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { Conversation } from "./conversation.tsx";
import { placeOf } from "./use-open-name.ts";

interface ConversationPaneProps {
  readonly messenger: Messenger;
  readonly name: ConversationName;
}

/** Opens the conversation of that name for as long as it is shown. */
export function ConversationPane({ messenger, name }: ConversationPaneProps) {
  const { say } = useLanguage();
  const [view, setView] = useState<ConversationView | "opening" | "none">("opening");

  useEffect(() => {
    let isLeft = false;
    const opening = messenger.open(name);
    void opening.then((opened) => isLeft || setView(opened ?? "none"));
    return () => {
      isLeft = true;
      void opening.then((opened) => opened?.[Symbol.dispose]());
    };
  }, [messenger, name]);

  if (typeof view !== "string") return <Conversation messenger={messenger} view={view} />;
  return (
    <div className="p-6">
      <StatusLine>
        {say(view === "opening" ? "messages.loading" : "messages.problem.conversation_not_found")}
      </StatusLine>
      <p className="mt-3 md:hidden">
        <TextLink href={placeOf(undefined)}>{say("messages.back")}</TextLink>
      </p>
    </div>
  );
}
