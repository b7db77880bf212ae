import type { Deed } from "@tacet/client/account-pages";
import type { ReactNode } from "react";
import { useLanguage } from "../../../languages/use-language.ts";
import { Button, type ButtonTone } from "../../../ui/button.tsx";

type ListDeed = Exclude<Deed, "ask">;

/** What can be done about whoever stands in a list. */
export interface Acting {
  readonly isBusy: boolean;
  readonly onDeed: (deed: ListDeed, username: string) => void;
  readonly onReport: (username: string) => void;
}

interface PressProps {
  readonly username: string;
  readonly acting: Acting;
}

interface DeedButtonProps extends PressProps {
  readonly deed: ListDeed;
  readonly tone: ButtonTone;
}

const deedNames = {
  accept: "people.accept",
  decline: "people.decline",
  withdraw: "people.withdraw",
  block: "people.block",
  unblock: "people.unblock",
} as const;

export function DeedButton({ deed, tone, username, acting: { isBusy, onDeed } }: DeedButtonProps) {
  const { say } = useLanguage();
  return (
    <Button tone={tone} isBlocked={isBusy} onClick={() => onDeed(deed, username)}>
      <Named username={username}>{say(deedNames[deed])}</Named>
    </Button>
  );
}

export function ReportButton({ username, acting: { onReport } }: PressProps) {
  const { say } = useLanguage();
  return (
    <Button tone="plain" onClick={() => onReport(username)}>
      <Named username={username}>{say("people.report")}</Named>
    </Button>
  );
}

interface NamedProps {
  readonly username: string;
  readonly children: ReactNode;
}

/** Those who hear the page hear whom a button is about. */
const Named = ({ username, children }: NamedProps) => (
  <span>
    {children}
    <span className="sr-only"> {username}</span>
  </span>
);
