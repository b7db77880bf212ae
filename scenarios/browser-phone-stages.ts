import { encodeBase64url } from "@tacet/protocol";
import { answerOnce, join, refuseOnce } from "./browser-accounts.ts";
import { goTo, type Stage } from "./browser-pages.ts";

const PHONE = "+49 151 12345678";

/** As a server that sends texts would: the one of these stages sends none. */
async function offerPhones({ page }: Stage): Promise<void> {
  const server = { name: "localhost", registration: "open", phone: true, email: false, contact: false };
  await answerOnce(page, "/v1/server", { json: server });
}

const issued = () => ({
  request: encodeBase64url(new Uint8Array(32)),
  expiresAt: Date.now() + 300_000,
  resendAfterMs: 0,
});

/** The states of pages in which somebody types a number, or the code that went there. */
export const phoneStages = {
  "sign in, by phone": async (stage) => {
    const { page, origin } = stage;
    await page.context().clearCookies();
    await offerPhones(stage);
    await goTo(page, `${origin}/sign-in`, "Sign in");
    await page.getByRole("button", { name: "By phone instead" }).click();
    await refuseOnce(page, "/v1/phone-codes", "phone_refused");
    await page.getByLabel("Mobile number").fill("0151 12345678");
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByText("This is no mobile number").waitFor();
  },
  "security, a phone": async (stage) => {
    const { page, origin } = stage;
    await join(page, origin, "judy");
    await offerPhones(stage);
    await goTo(page, `${origin}/account/security`, "Security");
    await page.getByLabel("Mobile number").fill(PHONE);
    await answerOnce(page, "/v1/phone-codes/new", { json: issued() });
    await page.getByRole("button", { name: "Send a code to this number" }).click();
    await page.getByLabel("Six digits").fill("123 456");
    await refuseOnce(page, "/v1/account/phone", "sign_in_refused");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("This is not the code").waitFor();
  },
} as const satisfies Readonly<Record<string, (stage: Stage) => Promise<void>>>;
