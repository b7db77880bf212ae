import { encodeBase64url } from "@tacet/protocol";
import { addLaptop, answerOnce, join, LAPTOP, PASSWORD, refuseOnce, signInOnPage } from "./browser-accounts.ts";
import { title, type Stage } from "./browser-pages.ts";

async function goToAccount({ page, origin }: Stage, path: string, heading: string): Promise<void> {
  await page.goto(`${origin}${path}`);
  await title(page, heading);
}

/** To a page that has asked, too, what happened lately: the laptop came. */
async function goToMarkedAccount(stage: Stage, path: string, heading: string): Promise<void> {
  await goToAccount(stage, path, heading);
  await stage.page.getByText("a new notice").waitFor();
}

/** Nobody is signed in, whoever used this browser before. */
async function goAsNobody(stage: Stage, path: string, heading: string): Promise<void> {
  await stage.page.context().clearCookies();
  await goToAccount(stage, path, heading);
}

async function goAs(stage: Stage, username: string): Promise<void> {
  await join(stage.page, stage.origin, username);
  await addLaptop(stage.origin, username);
}

const noticesOfEachKind = [
  { kind: "old_token_used", at: 6, isSeen: false, device: "abc \u202Egnp.exe" },
  { kind: "credentials_changed", at: 5, isSeen: false, changed: ["password", "phrase", "sign_in_needs"] },
  { kind: "new_sign_in", at: 4, isSeen: false, device: "" },
  { kind: "recovered", at: 3, isSeen: false },
  { kind: "recovery_cancelled", at: 2, isSeen: false },
  { kind: "recovery_asked", at: 1, isSeen: false, readyAt: 9 },
  { kind: "new_sign_in", at: 0, isSeen: true, device: LAPTOP },
];

/** The pages of accounts, in every state that looks of its own. */
export const accountStages = {
  "sign in, refused": async (stage) => {
    const { page } = stage;
    await goAsNobody(stage, "/sign-in", "Sign in");
    await page.getByRole("radio", { name: "Both" }).check();
    await page.getByLabel("Username").fill("alice");
    await page.locator("input[type=password]").first().fill("not this");
    await page.locator("input[type=password]").last().fill("nor that");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("That does not fit together.").waitFor();
    await page.getByRole("link", { name: "Make an account" }).waitFor();
  },
  "sign in, a code": async (stage) => {
    const { page } = stage;
    await goAsNobody(stage, "/account", "Sign in");
    const request = encodeBase64url(new Uint8Array(32));
    const expiresAt = Date.now() + 300_000;
    await answerOnce(page, "/v1/session/sign-in", {
      json: { state: "code_sent", request, expiresAt, resendAfterMs: 0 },
    });
    await signInOnPage(page, { username: "alice", password: PASSWORD });
    await title(page, "Enter the code");
    await refuseOnce(page, "/v1/session/sign-in", "sign_in_refused");
    await page.getByLabel("Six digits").fill("12 34-56");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("This is not the code").waitFor();
  },
  "register, with both": async (stage) => {
    const { page } = stage;
    await goAsNobody(stage, "/register", "Make an account");
    await page.getByLabel("Username").fill("Alice");
    await page.getByRole("radio", { name: "Password and phrase" }).check();
    await page.getByRole("textbox", { name: "New password" }).fill("correct horse battery");
    await page.getByRole("button", { name: "Draw six words" }).click();
    await page.getByText("Out of a guesser’s reach").waitFor();
    await page.getByText("Very strong").waitFor();
    await page.getByLabel("I have noted the phrase down.").check();
    await refuseOnce(page, "/v1/accounts", "username_taken");
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByText("is taken.", { exact: false }).first().waitFor();
  },
  "register, without an invite": async (stage) => {
    const { page } = stage;
    const server = { name: "localhost", registration: "invite", phone: false, email: false, contact: false };
    await answerOnce(page, "/v1/server", { json: server });
    await goAsNobody(stage, "/register", "An account here takes an invite");
  },
  notices: async (stage) => {
    const { page } = stage;
    await goAs(stage, "frank");
    await answerOnce(page, "/v1/account/notices", { json: { notices: noticesOfEachKind } });
    await goToAccount(stage, "/account", "Profile");
    await page.getByText("What happened lately").waitFor();
  },
  profile: async (stage) => {
    await goAs(stage, "alice");
    await goToAccount(stage, "/account", "Profile");
    await stage.page.getByText("What happened lately").waitFor();
    await stage.page.getByLabel("Name", { exact: true }).fill("Alice Liddell");
    await stage.page.getByLabel("About me").fill("Follows rabbits.");
    await stage.page.getByRole("button", { name: "Save" }).click();
    await stage.page.getByText("Saved").waitFor();
  },
  security: async (stage) => {
    const { page } = stage;
    await goAs(stage, "erin");
    await goToMarkedAccount(stage, "/account/security", "Security");
    await page.getByRole("button", { name: "Draw six words" }).click();
    await page.getByText("Out of a guesser’s reach").waitFor();
    await page.getByLabel("I have noted the phrase down.").check();
    await page.getByRole("button", { name: "Set the phrase" }).click();
    await page.getByText("Changed. All other devices are signed out.").waitFor();
    await page.getByRole("button", { name: "Take the phrase away" }).waitFor();
  },
  privacy: async (stage) => {
    await goAs(stage, "bob");
    await goToMarkedAccount(stage, "/account/privacy", "Privacy");
  },
  devices: async (stage) => {
    await goAs(stage, "carol");
    await goToMarkedAccount(stage, "/account/devices", "Devices");
    await stage.page.getByRole("button", { name: "Sign out all others" }).waitFor();
  },
  leave: async (stage) => {
    const { page } = stage;
    await goAs(stage, "grace");
    await goToMarkedAccount(stage, "/account/leave", "Leave");
    await page.getByLabel("Your username, to be sure").fill("Graze");
    await page.getByRole("button", { name: "Delete my account for good" }).click();
    await page.getByText("Nothing was deleted.").waitFor();
  },
  "account deleted": async (stage) => {
    const { page } = stage;
    await goAs(stage, "heidi");
    await goToMarkedAccount(stage, "/account/leave", "Leave");
    await page.getByLabel("Your username, to be sure").fill("heidi");
    await page.getByRole("button", { name: "Delete my account for good" }).click();
    await title(page, "Your account is deleted");
  },
  "a fresh proof": async (stage) => {
    const { page } = stage;
    await goAs(stage, "dave");
    await goToMarkedAccount(stage, "/account/devices", "Devices");
    await refuseOnce(page, "/v1/devices/end-others", "fresh_proof_needed");
    await page.getByRole("button", { name: "Sign out all others" }).click();
    await page.getByRole("dialog").waitFor();
    await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill("not this");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("That does not fit together.").waitFor();
  },
} as const satisfies Readonly<Record<string, (stage: Stage) => Promise<void>>>;
