import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../../server/test/start-server.ts";
import { makeAccountMachine, passwordOf, type AccountMachine } from "../testing/account-machine.ts";
import { mainPath } from "../testing/run-tacet.ts";
import { startOnTerminal } from "../testing/terminal-session.ts";

const server = await startTestServer({ env: { TACET_SMS: "console", TACET_SMS_COUNTRIES: "DE" } });
afterAll(() => server[Symbol.asyncDispose]());

/** The latest code that went there: this server writes its texts into its log. */
async function codeTo(phone: string, count: number): Promise<string> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const texts = server.log.filter((line) => line.includes('"sms"') && line.includes(phone));
    const code = /\b\d{6}\b/.exec(texts[count - 1] ?? "")?.[0];
    if (code !== undefined) return code;
    if (performance.now() > deadline) throw new Error("no code has come");
    await Bun.sleep(10);
  }
}

/** Without a terminal: a first run has the code sent, and a second one brings it. */
async function inTwoRuns(machine: AccountMachine, phone: string, count: number, args: readonly string[]) {
  const { exitCode, stderr } = await machine.run(...args, "--json");
  expect([exitCode, JSON.parse(stderr).code]).toEqual([15, "code_needed"]);
  return machine.json(...args, "--code", await codeTo(phone, count));
}

test("a script registers by phone, signs out and in by it, and what waits for a code is forgotten with it", async () => {
  using laptop = makeAccountMachine(server.origin);
  const phone = "+4915112345678";
  const made = await inTwoRuns(laptop, phone, 1, ["register", "olaf", "--phone", phone]);
  expect(made).toMatchObject({ username: "olaf" });
  expect(await laptop.json("whoami")).toMatchObject({ signInNeeds: "phone" });
  expect((await laptop.run("logout")).exitCode).toBe(0);
  expect(await inTwoRuns(laptop, phone, 2, ["login", "--phone", phone])).toMatchObject({ username: "olaf" });
  expect(laptop.kept()).not.toHaveProperty("sentCode");
  const wrong = await laptop.run("login", "--phone", "+49 151 1234 5678", "--code", "000000", "--json");
  expect([wrong.exitCode, JSON.parse(wrong.stderr).code]).toEqual([2, "invalid_usage"]);
});

test("on a terminal the code is asked for at once", async () => {
  using laptop = makeAccountMachine(server.origin);
  const phone = "+4915112345679";
  const args = ["register", "petra", "--sign-in", "password-and-phone", "--phone", phone];
  const secret = ["--password-file", laptop.fileOf(passwordOf("petra"))];
  await using session = startOnTerminal([process.execPath, mainPath, ...args, ...secret], laptop.env);
  await session.sees("The code that was sent: ");
  session.type(`${await codeTo(phone, 1)}\r`);
  expect(await session.exitCode()).toBe(0);
  expect(session.screen()).toContain("Signed in as petra@localhost");
  expect(await inTwoRuns(laptop, phone, 2, ["login", "petra", ...secret])).toMatchObject({ username: "petra" });
});

test("a phone that no account has answers like any other, and no number is taken beside a name, a secret or another way", async () => {
  using laptop = makeAccountMachine(server.origin);
  const stranger = ["login", "--phone", "+4915112345677"];
  expect((await laptop.run(...stranger)).exitCode).toBe(15);
  const refused = await laptop.run(...stranger, "--code", "123456", "--json");
  expect([refused.exitCode, JSON.parse(refused.stderr).code]).toEqual([15, "sign_in_refused"]);
  const password = ["--password-file", laptop.fileOf(passwordOf("quinn"))];
  const mistakes: readonly (readonly [readonly string[], string])[] = [
    [["login", "quinn", "--phone", "+4915112345677"], "invalid_usage"],
    [["login", "--phone", "+4915112345677", ...password], "invalid_usage"],
    [["login", "--phone", ""], "invalid_usage"],
    [["register", "quinn", "--sign-in", "phone"], "invalid_usage"],
    [["register", "quinn", "--sign-in", "password", "--phone", "+4915112345677", ...password], "invalid_usage"],
    [["login", "--phone", "0151 12345677"], "phone_refused"],
    [["login", "--phone", "+12015550123"], "phone_unavailable"],
  ];
  const found = await Promise.all(
    mistakes.map(async ([args]) => [args, JSON.parse((await laptop.run(...args, "--json")).stderr).code]),
  );
  expect(found).toEqual(mistakes.map((row) => [...row]));
});
