import type { DirectOpening } from "@tacet/client/account-pages";
import type { Messenger } from "@tacet/client/messenger";
import type { StoredChoice } from "@tacet/client/stored-choice";
import type { OwnAccount } from "@tacet/protocol";
import { useEffect, useState, type ReactNode } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { MessengerPage } from "./messenger-page.tsx";

export interface MessengerParts {
  readonly own: OwnAccount;
  readonly startOpening: (messenger: Messenger) => DirectOpening;
  /** What this browser tells of new messages while its person looks elsewhere. */
  readonly notifying: StoredChoice;
  readonly onEnded: () => void;
  /** At the end of the list: what every page has around it. */
  readonly foot: ReactNode;
}

interface MessengerStartProps extends MessengerParts {
  readonly open: () => Promise<Messenger>;
}

interface AttemptProps extends MessengerStartProps {
  readonly onRetry: () => void;
}

type StartState =
  | { readonly kind: "opening" }
  | { readonly kind: "failed" }
  | { readonly kind: "open"; readonly messenger: Messenger };

/** Opens the messenger with the page, and ends it with the page. */
export function MessengerStart(props: MessengerStartProps) {
  const [tries, setTries] = useState(0);
  return <Attempt key={tries} {...props} onRetry={() => setTries((before) => before + 1)} />;
}

function Attempt({ open, onRetry, ...parts }: AttemptProps) {
  const [start] = useState(() => open);
  const [state, setState] = useState<StartState>({ kind: "opening" });

  useEffect(() => {
    let isLeft = false;
    const opening = start();
    opening.then(
      (messenger) => isLeft || setState({ kind: "open", messenger }),
      () => isLeft || setState({ kind: "failed" }),
    );
    return () => {
      isLeft = true;
      // What could not be opened need not be closed.
      opening.then((messenger) => messenger[Symbol.asyncDispose]()).catch(() => undefined);
    };
  }, [start]);

  if (state.kind === "open") return <MessengerPage messenger={state.messenger} {...parts} />;
  return <NotOpen isFailed={state.kind === "failed"} onRetry={onRetry} foot={parts.foot} />;
}

interface NotOpenProps {
  readonly isFailed: boolean;
  readonly onRetry: () => void;
  readonly foot: ReactNode;
}

function NotOpen({ isFailed, onRetry, foot }: NotOpenProps) {
  const { say } = useLanguage();
  return (
    <main id="content" className="mx-auto grid min-h-dvh max-w-md content-center gap-5 p-6">
      <h1 className="text-xl font-semibold tracking-tight">{say("messages.title")}</h1>
      <StatusLine>{!isFailed && say("messages.opening")}</StatusLine>
      {isFailed && (
        <>
          <Notice tone="error">{say("messages.notOpened")}</Notice>
          <div>
            <Button onClick={onRetry}>{say("tryAgain")}</Button>
          </div>
        </>
      )}
      <footer className="text-sm">{foot}</footer>
    </main>
  );
}
