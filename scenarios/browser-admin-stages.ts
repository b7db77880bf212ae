import { encodeBase64url } from "@tacet/protocol";
import type { Page } from "playwright-core";
import { answerOnce, join, refuseOnce } from "./browser-accounts.ts";
import { title, type Stage } from "./browser-pages.ts";

const id = (number: number): string => encodeBase64url(new Uint8Array(16).fill(number));

/** As administrator, whatever the server would say. It answers the calls of the page that these stages do not answer themselves. */
async function goAsAdmin({ page, origin }: Stage, path: string, heading: string): Promise<void> {
  await join(page, origin, `admin${crypto.randomUUID().slice(0, 8)}`);
  await page.route("**/v1/account", async (route) => {
    const answer = await route.fetch();
    const own = { username: "alice", address: "alice@tacet.example", role: "admin" };
    await route.fulfill({ response: answer, json: { ...Object(await answer.json()), ...own } });
  });
  await page.goto(`${origin}${path}`);
  await title(page, heading);
}

const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole("button", { name }).click();

const accounts = [
  { username: "alice", role: "admin", state: "active", lastSignInDay: "2026-11-20" },
  { username: "bob", role: "user", state: "disabled", lastSignInDay: "2026-11-01" },
  { username: "carol.of.the-very-long-username1", role: "admin", state: "active", lastSignInDay: "2026-11-19" },
  { username: "dave", role: "user", state: "deleted" },
].map((each, index) => ({ ...each, id: id(index), createdAt: index }));

const invites = [
  { id: id(1), role: "admin", username: "erin", madeBy: "alice", madeAt: 3, expiresAt: 9, state: "open" },
  { id: id(2), role: "user", madeAt: 2, expiresAt: 9, state: "used", usedAt: 5, usedBy: "bob" },
  { id: id(3), role: "user", madeBy: "alice", madeAt: 1, expiresAt: 4, state: "expired" },
];

const text = "He wrote <b>this</b>: https://bad.example\n\nabc \u202Egnp.exe\u202C";

const reports = [
  { id: id(1), reporter: "carol", reported: "bob", category: "harassment", text, reportedAt: 2 },
  { id: id(2), reported: "dave", category: "spam", reportedAt: 1 },
];

const messages = [
  { id: id(1), name: "Eve \u202Egnp", email: "eve@example.org", state: "new", receivedAt: 2 },
  { id: id(2), name: "سارة", email: "sarah@example.org", state: "answered", receivedAt: 1 },
];

const entries = [
  { seq: 4 },
  {
    seq: 3,
    at: 3,
    action: "role_changed",
    actor: { id: id(1), username: "alice" },
    subject: { id: id(2), username: "bob" },
    details: { username: "bob", role: "admin", revokedInvites: 2, "new\u202E": true },
  },
  {
    seq: 2,
    at: 2,
    action: "invite_created",
    actor: { id: id(1), username: "alice" },
    subject: { id: id(9) },
    details: { role: "user", username: "bob", expiresAt: 9, replaced: 0 },
  },
  { seq: 1, at: 1, action: "registration_changed", details: {} },
];

/** The pages of who looks after a server, in every state that looks of its own. */
export const adminStages = {
  "admin, accounts": async (stage) => {
    const { page } = stage;
    await answerOnce(page, "/v1/admin/accounts/list", { json: { accounts, next: "dave" } });
    await goAsAdmin(stage, "/admin", "Accounts");
    await press(page, "Manage bob");
    await refuseOnce(page, "/v1/admin/accounts/enable", "account_not_found");
    await press(page, "Enable the account");
    await page.getByText("There is no such account any more.").waitFor();
    await press(page, /^Manage carol/);
    await page.getByRole("dialog").waitFor();
  },
  "admin, invites": async (stage) => {
    const { page } = stage;
    const link = `https://notes.example/register#${"A".repeat(43)}`;
    const [invite] = invites;
    await answerOnce(page, "/v1/admin/invites/list", { json: { invites: [] } });
    await goAsAdmin(stage, "/admin/invites", "Invites");
    await page.getByText("There is no invite.").waitFor();
    await answerOnce(page, "/v1/admin/invites/create", { status: 201, json: { link, invite } });
    await answerOnce(page, "/v1/admin/invites/list", { json: { invites } });
    await page.getByLabel("Username").fill("erin");
    await page.getByRole("radio", { name: "Administrator" }).check();
    await press(page, "Make the invite");
    await page.getByText("Used by").waitFor();
  },
  "admin, reports": async (stage) => {
    await answerOnce(stage.page, "/v1/admin/reports", { json: { reports } });
    await goAsAdmin(stage, "/admin/reports", "Reports");
    await stage.page.getByText("From an account that is deleted").waitFor();
  },
  "admin, messages": async (stage) => {
    const { page } = stage;
    await answerOnce(page, "/v1/admin/contact/list", { json: { messages } });
    await answerOnce(page, "/v1/admin/contact/read", { json: { ...messages[0], message: text } });
    await refuseOnce(page, "/v1/admin/contact/answer", "mail_not_offered");
    await goAsAdmin(stage, "/admin/contact", "Messages");
    await press(page, /^Read Eve/);
    await page.getByLabel("Your answer").fill("Thank you for telling me.");
    await press(page, "Send the answer");
    await page.getByText("This server sends no mail.").waitFor();
  },
  "admin, log": async (stage) => {
    const { page } = stage;
    await answerOnce(page, "/v1/admin/audit/list", { json: { entries } });
    await answerOnce(page, "/v1/admin/audit/verify", { json: { state: "broken", seq: 4, why: "changed" } });
    await goAsAdmin(stage, "/admin/audit", "Log");
    await page.getByText("An entry that cannot be read").waitFor();
    await press(page, "Check the whole log");
    await page.getByText("Entry 4 is not as it was written.").waitFor();
  },
} as const satisfies Readonly<Record<string, (stage: Stage) => Promise<void>>>;
