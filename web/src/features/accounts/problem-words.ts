import type { PageProblem } from "@tacet/client/account-pages";
import type { MessageId } from "../../languages/language.ts";
import { useLanguage } from "../../languages/use-language.ts";

/** What can go wrong with accounts. What is not named here should not reach a page. */
export const problemMessages: Partial<Record<PageProblem["code"], MessageId>> = {
  account_disabled: "account.problem.account_disabled",
  daily_limit_reached: "account.problem.daily_limit_reached",
  device_not_found: "account.problem.device_not_found",
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

/** Words for every code, with how long to wait; for one that should not reach a page, the code itself, so that it can be looked up. */
export function useProblemWords(): (problem: PageProblem) => string {
  const { say } = useLanguage();
  const sayWait = useWaitWords();
  return ({ code, retryAfterMs = 0 }) => {
    const text = say(problemMessages[code] ?? "problem.unexpected.text", { code });
    return retryAfterMs > 0 ? `${text} ${sayWait(retryAfterMs)}` : text;
  };
}

const MOST_SECONDS = 120;

/** Seconds while they can be waited out, minutes from then on. */
function useWaitWords(): (ms: number) => string {
  const { say } = useLanguage();
  return (ms) => {
    const seconds = Math.ceil(ms / 1000);
    if (seconds <= MOST_SECONDS) return say("account.waitFor", { seconds });
    return say("account.waitFor.minutes", { minutes: Math.ceil(seconds / 60) });
  };
}

/** The same in short, for a button that cannot be pressed yet; counts down. Undefined when it can be. */
export function useShortWait(): (secondsLeft: number) => string | undefined {
  const { say } = useLanguage();
  return (seconds) => {
    if (seconds === 0) return undefined;
    if (seconds <= MOST_SECONDS) return say("account.wait", { seconds });
    return say("account.wait.minutes", { minutes: Math.ceil(seconds / 60) });
  };
}
