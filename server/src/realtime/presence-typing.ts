import { TYPING_EVERY_MS } from "@tacet/protocol";

/** A client that keeps to its time is not punished for a line that does not. */
const SLACK_MS = 500;
/** More than that many type nowhere at a time; those who began first are forgotten first. */
const MAX_TYPING = 65_536;

/** Lets through that somebody types once in three seconds, over time: whoever hears it is shown it for five. */
export function createTypingLimit(monotonicMs: () => number): (account: string, conversation: string) => boolean {
  const dueAt = new Map<string, number>();
  return (account, conversation) => {
    const name = `${account} ${conversation}`;
    const now = monotonicMs();
    const due = dueAt.get(name) ?? now;
    if (now < due - SLACK_MS) return false;
    dueAt.delete(name);
    const [oldest] = dueAt.keys();
    if (dueAt.size >= MAX_TYPING && oldest !== undefined) dueAt.delete(oldest);
    dueAt.set(name, Math.max(now, due) + TYPING_EVERY_MS);
    return true;
  };
}
