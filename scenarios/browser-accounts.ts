import { connectAccount, type Account } from "@tacet/client/accounts";
import { connectPeople, type People } from "@tacet/client/people";
import { errorStatus, type ErrorCode } from "@tacet/protocol";
import type { Page } from "playwright-core";
import { title } from "./browser-pages.ts";

/** What people do on the pages of accounts, by the words that they see there. */

export const PASSWORD = "she walks over seven bridges";
export const LAPTOP = "the old laptop in the kitchen";

/** Makes an account and signs this browser in to it, without a look at a page. */
export async function join(page: Page, origin: string, username: string): Promise<void> {
  await page.context().clearCookies();
  const answer = await page.request.post(`${origin}/v1/accounts`, {
    headers: { origin, "sec-fetch-site": "same-origin" },
    data: {
      username,
      signInNeeds: "password",
      proofs: { password: PASSWORD },
      session: { carrier: "cookie", label: "Firefox · Linux" },
    },
  });
  if (!answer.ok()) throw new Error(`${username} could not join: ${await answer.text()}`);
}

/** Signs the same person in with another device. */
export async function addLaptop(origin: string, username: string): Promise<void> {
  await connectAccount({ server: origin }).signIn({
    who: username,
    proofs: { password: PASSWORD },
    session: { carrier: "token", label: LAPTOP },
  });
}

/** Makes an account for somebody who has a program, and no browser. */
export async function joinElsewhere(
  server: string,
  username: string,
): Promise<{ readonly account: Account; readonly people: People }> {
  const { token } = await connectAccount({ server }).register({
    username,
    signInNeeds: "password",
    proofs: { password: PASSWORD },
    session: { carrier: "token", label: LAPTOP },
  });
  if (token === undefined) throw new Error(`${username} got no token`);
  const connection = { server, credentials: { token } };
  return { account: connectAccount(connection), people: connectPeople(connection) };
}

interface SignInOnPage {
  readonly username: string;
  readonly password: string;
}

/** On whatever page asks for it. */
export async function signInOnPage(page: Page, { username, password }: SignInOnPage): Promise<void> {
  await title(page, "Sign in");
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).and(page.locator("input:not([type=radio])")).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The next call of this address is refused, whatever the server would say. */
export async function refuseOnce(page: Page, path: string, code: ErrorCode, retryAfterMs?: number): Promise<void> {
  const status = errorStatus[code];
  await answerOnce(page, path, {
    status,
    contentType: "application/problem+json",
    json: { type: "about:blank", title: code, status, code, retryAfterMs },
  });
}

interface Answer {
  readonly status?: number;
  readonly contentType?: string;
  readonly json: unknown;
}

/** In place of the server, for what it cannot do yet or does in another set-up. */
export const answerOnce = (page: Page, path: string, answer: Answer): Promise<unknown> =>
  page.route(`**${path}`, (route) => route.fulfill({ ...answer, headers: { "cache-control": "no-store" } }), {
    times: 1,
  });
