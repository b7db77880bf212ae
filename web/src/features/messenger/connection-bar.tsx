import type { ConnectionState } from "@tacet/client/messenger";
import { RefreshCw, WifiOff } from "lucide";
import { useLanguage } from "../../languages/use-language.ts";
import { Icon } from "../../ui/icon.tsx";
import { useSecondsLeft } from "../../ui/use-seconds-left.ts";

interface ConnectionBarProps {
  readonly connection: ConnectionState;
  readonly onRetry: () => void;
}

/** Says only that something is missing: what is well needs no bar. Always on the page, so that a change of it is read aloud. */
export function ConnectionBar({ connection, onRetry }: ConnectionBarProps) {
  const { say } = useLanguage();
  return (
    <output className="pt-safe block">
      {connection.kind === "connecting" && (
        <span className="text-muted bg-surface flex items-center justify-center gap-2 px-4 py-1.5 text-sm">
          {say("messages.connecting")}
        </span>
      )}
      {connection.kind === "offline" && (
        <span className="bg-surface border-line flex flex-wrap items-center justify-center gap-x-3 border-b px-4 py-1 text-sm">
          <span className="flex items-start gap-2">
            <Icon icon={WifiOff} look="text-warning mt-0.5 size-4" />
            {say("messages.offline")}
          </span>
          <Countdown retryAt={connection.retryAt} />
          <button
            type="button"
            onClick={onRetry}
            className="text-accent flex min-h-9 cursor-pointer items-center gap-1.5 rounded-sm font-medium"
          >
            <Icon icon={RefreshCw} look="size-3.5" />
            {say("messages.retryNow")}
          </button>
        </span>
      )}
    </output>
  );
}

/** For the eye alone: read aloud each second, nothing else could be heard. */
function Countdown({ retryAt }: { readonly retryAt: number }) {
  const { say } = useLanguage();
  const seconds = useSecondsLeft(retryAt);
  return (
    <span aria-hidden className="text-muted tabular-nums">
      {seconds > 0 && say("messages.retryIn", { seconds })}
    </span>
  );
}
