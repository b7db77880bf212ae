import type { PageProblem } from "@tacet/client/account-pages";
import { useWordsOfProblems, type ProblemMessages } from "../../ui/use-words-of-problems.ts";

/** What can go wrong in the messenger. What is not named here should not reach a page. */
export const messengerProblemMessages: ProblemMessages = {
  client_ref_reused: "messages.problem.not_taken",
  content_refused: "messages.problem.content_refused",
  conversation_closed: "messages.problem.conversation_closed",
  conversation_not_found: "messages.problem.conversation_not_found",
  daily_limit_reached: "account.problem.daily_limit_reached",
  host_not_served: "account.problem.wrong_address",
  list_full: "messages.problem.list_full",
  log_diverged: "messages.problem.not_taken",
  message_not_found: "messages.problem.message_not_found",
  not_allowed: "messages.problem.not_allowed",
  origin_refused: "account.problem.wrong_address",
  outcome_unknown: "problem.outcome_unknown.text",
  person_blocked: "messages.problem.person_blocked",
  person_not_found: "messages.problem.person_not_found",
  request_needed: "messages.problem.request_needed",
  request_timeout: "problem.challenge_expired.text",
  too_many_requests: "problem.too_many_requests.text",
  unauthenticated: "account.problem.unauthenticated",
  unavailable: "problem.unavailable.text",
  unexpected_reply: "messages.problem.not_taken",
  unreachable_server: "problem.unreachable_server.text",
  username_malformed: "messages.problem.address_malformed",
};

/** As of every feature. */
export const useProblemWords = (): ((problem: PageProblem) => string) => useWordsOfProblems(messengerProblemMessages);
