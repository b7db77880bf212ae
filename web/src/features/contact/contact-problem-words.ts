import type { ContactFormState } from "@tacet/client/contact-form";
import type { MessageId } from "../../languages/language.ts";
import { useLanguage } from "../../languages/use-language.ts";

type Problem = NonNullable<Extract<ContactFormState, { kind: "drafting" }>["problem"]>;

const messages: Partial<Record<Problem["code"], MessageId>> = {
  contact_name_unusable: "contact.problem.name",
  contact_email_unusable: "contact.problem.email",
  contact_message_unusable: "contact.problem.message",
  puzzle_expired: "contact.problem.puzzle",
  puzzle_unsolved: "contact.problem.puzzle",
  storage_full: "contact.problem.full",
  too_many_requests: "contact.problem.enough",
  unreachable_server: "problem.unreachable_server.text",
  outcome_unknown: "problem.outcome_unknown.text",
  unavailable: "problem.unavailable.text",
};

/** Words for every code; for one that should not reach a page, the code itself, so that it can be looked up. */
export function useContactProblemWords(): (problem: Problem) => string {
  const { say } = useLanguage();
  return ({ code }) => say(messages[code] ?? "problem.unexpected.text", { code });
}
