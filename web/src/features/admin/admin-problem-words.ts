import type { PageProblem } from "@tacet/client/account-pages";
import { useWordsOfProblems, type ProblemMessages } from "../../ui/use-words-of-problems.ts";

/** What can go wrong when somebody looks after a server. */
export const adminProblemMessages: ProblemMessages = {
  account_not_found: "admin.problem.account_not_found",
  contact_not_found: "admin.problem.contact_not_found",
  fresh_proof_needed: "account.problem.fresh_proof_needed",
  host_not_served: "account.problem.wrong_address",
  last_admin: "account.problem.last_admin",
  list_full: "admin.problem.list_full",
  mail_not_offered: "admin.problem.mail_not_offered",
  mail_not_taken: "admin.problem.mail_not_taken",
  not_allowed: "admin.problem.not_allowed",
  origin_refused: "account.problem.wrong_address",
  outcome_unknown: "admin.problem.outcome_unknown",
  registration_closed: "admin.problem.registration_closed",
  report_not_found: "admin.problem.report_not_found",
  request_timeout: "problem.challenge_expired.text",
  too_many_requests: "problem.too_many_requests.text",
  unauthenticated: "account.problem.unauthenticated",
  unavailable: "problem.unavailable.text",
  unreachable_server: "problem.unreachable_server.text",
  username_malformed: "account.problem.username_malformed",
  username_refused: "account.problem.username_refused",
  username_taken: "account.problem.username_taken",
};

export const useAdminProblemWords = (): ((problem: PageProblem) => string) => useWordsOfProblems(adminProblemMessages);
