import type { PageProblem } from "@tacet/client/browser";
import type { MessageId } from "../../languages/language.ts";
import { useLanguage } from "../../languages/use-language.ts";

interface ProblemWords {
  readonly title: string;
  readonly text: string;
}

/** Title and text. What is not named here should not reach a page. */
const messages: Partial<Record<PageProblem["code"], readonly [MessageId, MessageId]>> = {
  link_damaged: ["problem.link_damaged", "problem.link_damaged.text"],
  link_newer: ["problem.link_newer", "problem.link_newer.text"],
  note_not_found: ["problem.note_not_found", "problem.note_not_found.text"],
  header_forged: ["problem.header_forged", "problem.header_forged.text"],
  note_outlived: ["problem.note_outlived", "problem.note_outlived.text"],
  wrong_passphrase: ["problem.wrong_passphrase", "problem.wrong_passphrase.text"],
  passphrase_delayed: ["problem.passphrase_delayed", "problem.passphrase_delayed.text"],
  passphrase_needed: ["problem.passphrase_needed", "problem.passphrase_needed.text"],
  passphrase_too_long: ["problem.passphrase_too_long", "problem.passphrase_too_long.text"],
  passphrase_malformed: ["problem.passphrase_malformed", "problem.passphrase_malformed.text"],
  text_too_large: ["problem.text_too_large", "problem.text_too_large.text"],
  text_malformed: ["problem.text_malformed", "problem.text_malformed.text"],
  content_damaged: ["problem.content_damaged", "problem.content_damaged.text"],
  too_many_requests: ["problem.too_many_requests", "problem.too_many_requests.text"],
  unreachable_server: ["problem.unreachable_server", "problem.unreachable_server.text"],
  outcome_unknown: ["problem.outcome_unknown", "problem.outcome_unknown.text"],
  unavailable: ["problem.unavailable", "problem.unavailable.text"],
  storage_full: ["problem.storage_full", "problem.storage_full.text"],
  clock_skew: ["problem.clock_skew", "problem.clock_skew.text"],
  challenge_expired: ["problem.challenge_expired", "problem.challenge_expired.text"],
};

/** Words for every code; for one that should not reach a page, the code itself, so that it can be looked up. */
export function useProblemWords(): (problem: PageProblem) => ProblemWords {
  const { say } = useLanguage();
  return ({ code }) => {
    const [title, text] = messages[code] ?? ["problem.unexpected", "problem.unexpected.text"];
    return { title: say(title), text: say(text, { code }) };
  };
}
