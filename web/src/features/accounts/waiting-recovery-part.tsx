import type { AskedRecovery, WaitingRecovery } from "@tacet/client/account-pages";
import type { RecoveryProofKind } from "@tacet/protocol";
import { useEffect, useRef } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/section.tsx";
import { StatusLine } from "../../ui/status-line.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useObservable } from "../../ui/use-observable.ts";
import { useProblemWords } from "./problem-words.ts";

interface WaitingRecoveryProps {
  readonly waiting: WaitingRecovery;
}

/** On every page of the account, as long as somebody may come in who need not be its owner. */
export function WaitingRecoveryWarning({ waiting }: WaitingRecoveryProps) {
  const { say, sayTime } = useLanguage();
  const state = useObservable(waiting.state);
  if (state.kind !== "waiting") return null;
  return (
    <Notice tone="warning">
      <p>{say("settings.waiting", { time: sayTime(state.asked.readyAt) })}</p>
      <p className="mt-1">
        <TextLink href="/account/security">{say("settings.waiting.link")}</TextLink>
      </p>
    </Notice>
  );
}

/** Who asks for what, and the way to end it. Where nobody asks, it takes no room. */
export function WaitingRecoveryPart({ waiting }: WaitingRecoveryProps) {
  const { say } = useLanguage();
  const describe = useProblemWords();
  const state = useObservable(waiting.state);
  const section = useRef<HTMLElement>(null);
  const isCancelled = state.kind === "cancelled";
  useEffect(() => {
    // The button that was pressed is gone.
    if (isCancelled) section.current?.focus();
  }, [isCancelled]);
  if (state.kind === "none") return null;
  return (
    <Section title={say("security.waiting")} ref={section}>
      {state.kind === "waiting" && (
        <>
          <Notice tone="warning">{say("security.waiting.text")}</Notice>
          <AskedFacts asked={state.asked} />
          {state.problem && <Notice tone="error">{describe(state.problem)}</Notice>}
          <Button tone="danger" isBlocked={state.activity !== "none"} onClick={() => void waiting.cancel()}>
            {say("security.waiting.cancel")}
          </Button>
        </>
      )}
      <StatusLine>
        {state.kind === "waiting" && state.activity === "cancelling" && say("security.waiting.cancelling")}
        {isCancelled && say("security.waiting.cancelled")}
      </StatusLine>
      {isCancelled && <p className="text-pretty">{say("security.waiting.change")}</p>}
    </Section>
  );
}

const proofWords = {
  password: "needs.password",
  phrase: "needs.phrase",
  phone: "needs.phone",
  email: "security.waiting.by.email",
} as const satisfies Record<RecoveryProofKind, string>;

function AskedFacts({ asked: { lost, by, askedAt, readyAt } }: { readonly asked: AskedRecovery }) {
  const { say, sayTime } = useLanguage();
  return (
    <Facts
      facts={[
        [say("security.waiting.lost"), say(proofWords[lost])],
        [say("security.waiting.by"), say(proofWords[by])],
        [say("security.waiting.askedAt"), sayTime(askedAt)],
        [say("security.waiting.readyAt"), sayTime(readyAt)],
      ]}
    />
  );
}
