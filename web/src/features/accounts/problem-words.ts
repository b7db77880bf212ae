import type { PageProblem } from "@tacet/client/account-pages";
import { useLanguage } from "../../languages/use-language.ts";
import { MOST_SECONDS, useWordsOfProblems, type ProblemMessages } from "../../ui/use-words-of-problems.ts";

/** What can go wrong with accounts. What is not named here should not reach a page. */
export const problemMessages: ProblemMessages = {
  account_disabled: "account.problem.account_disabled",
  daily_limit_reached: "account.problem.daily_limit_reached",
  device_not_found: "account.problem.device_not_found",
  email_malformed: "security.email.malformed",
  fresh_proof_needed: "account.problem.fresh_proof_needed",
  host_not_served: "account.problem.wrong_address",
  invite_refused: "account.problem.invite_refused",
  list_full: "people.problem.list_full",
  last_admin: "account.problem.last_admin",
  link_refused: "account.problem.link_refused",
  mail_not_offered: "account.problem.mail_not_offered",
  not_confirmed: "account.problem.not_confirmed",
  origin_refused: "account.problem.wrong_address",
  outcome_unknown: "problem.outcome_unknown.text",
  person_blocked: "people.problem.person_blocked",
  person_not_found: "people.problem.person_not_found",
  phone_refused: "account.problem.phone_refused",
  phone_unavailable: "account.problem.phone_unavailable",
  recovery_over: "recover.over",
  recovery_waiting: "recover.problem.waiting",
  registration_closed: "account.problem.registration_closed",
  request_not_found: "people.problem.request_not_found",
  request_timeout: "problem.challenge_expired.text",
  secret_malformed: "account.problem.secret_malformed",
  secret_too_long: "account.problem.secret_too_long",
  secret_too_weak: "account.problem.secret_too_weak",
  sign_in_delayed: "account.problem.sign_in_delayed",
  sign_in_refused: "account.problem.sign_in_refused",
  too_many_requests: "problem.too_many_requests.text",
  unauthenticated: "account.problem.unauthenticated",
  unavailable: "problem.unavailable.text",
  unreachable_server: "problem.unreachable_server.text",
  username_malformed: "account.problem.username_malformed",
  username_refused: "account.problem.username_refused",
  username_taken: "account.problem.username_taken",
};

/** As of every feature. */
export const useProblemWords = (): ((problem: PageProblem) => string) => useWordsOfProblems(problemMessages);

/** How long to wait in short, for a button that cannot be pressed yet; counts down. Undefined when it can be. */
export function useShortWait(): (secondsLeft: number) => string | undefined {
  const { say } = useLanguage();
  return (seconds) => {
    if (seconds === 0) return undefined;
    if (seconds <= MOST_SECONDS) return say("account.wait", { seconds });
    return say("account.wait.minutes", { minutes: Math.ceil(seconds / 60) });
  };
}
