import type { MessageItem, SendState } from "@tacet/client/messenger";
import { Check, CheckCheck, CircleAlert, Clock } from "lucide";
import { useLanguage } from "../../languages/use-language.ts";
import { Icon } from "../../ui/icon.tsx";
import type { MessageActions } from "./message-row.tsx";
import { useProblemWords } from "./problem-words.ts";
import { useTimes } from "./use-times.ts";

interface MessageFootProps {
  readonly item: MessageItem;
  readonly actions: Pick<MessageActions, "onResend" | "onDiscard">;
}

/** When, whether it was edited, and what became of one's own. */
export function MessageFoot({ item: { key, at, isEdited, isOwn, state }, actions }: MessageFootProps) {
  const { say } = useLanguage();
  const { sayHour } = useTimes();
  if (state.kind === "refused") return <Refused itemKey={key} code={state.code} actions={actions} />;
  return (
    <>
      {isEdited && <span>{say("messages.edited")}</span>}
      <time dateTime={new Date(at).toISOString()}>{sayHour(at)}</time>
      {isOwn && <StateMark kind={state.kind} />}
    </>
  );
}

const marks = {
  waiting: { icon: Clock, words: "messages.state.waiting", look: "" },
  sending: { icon: Clock, words: "messages.state.sending", look: "" },
  sent: { icon: Check, words: "messages.state.sent", look: "" },
  delivered: { icon: CheckCheck, words: "messages.state.delivered", look: "" },
  read: { icon: CheckCheck, words: "messages.state.read", look: "text-accent" },
} as const;

function StateMark({ kind }: { readonly kind: Exclude<SendState["kind"], "refused"> }) {
  const { say } = useLanguage();
  const { icon, words, look } = marks[kind];
  return (
    <span title={say(words)} className={`grid ${look}`}>
      <Icon icon={icon} look="size-3.5" />
      <span className="sr-only">{say(words)}</span>
    </span>
  );
}

interface RefusedProps {
  readonly itemKey: string;
  readonly code: Extract<SendState, { kind: "refused" }>["code"];
  readonly actions: Pick<MessageActions, "onResend" | "onDiscard">;
}

function Refused({ itemKey, code, actions }: RefusedProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-3 py-0.5 text-sm">
      <span className="text-danger flex items-start gap-1.5">
        <Icon icon={CircleAlert} look="mt-0.5 size-4" />
        {describe({ code, retryAfterMs: undefined })}
      </span>
      <SmallButton words={say("messages.resend")} onClick={() => actions.onResend(itemKey)} />
      <SmallButton words={say("messages.discard")} onClick={() => actions.onDiscard(itemKey)} />
    </span>
  );
}

const SmallButton = ({ words, onClick }: { readonly words: string; readonly onClick: () => void }) => (
  <button type="button" onClick={onClick} className="text-accent min-h-8 cursor-pointer rounded-sm font-medium">
    {words}
  </button>
);
