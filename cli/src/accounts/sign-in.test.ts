import { expect, test } from "bun:test";
import { encodeBase64url } from "@tacet/protocol";
import { makeAccountMachine } from "../testing/account-machine.ts";
import { mainPath } from "../testing/run-tacet.ts";
import { startOnTerminal } from "../testing/terminal-session.ts";

const CODE = "123456";
const text = (length: number, letter: string): string =>
  encodeBase64url(new Uint8Array(length).fill(letter.charCodeAt(0)));

/** A server that asks for a code behind the password, and tells what it was sent. */
function startCodeServer() {
  const bodies: { proofs: { password?: string; phoneCode?: { request: string; code: string } } }[] = [];
  const request = text(32, "r");
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: async (asked) => {
      const body = await asked.json();
      bodies.push(body);
      const { phoneCode } = body.proofs;
      if (!phoneCode)
        return Response.json({ state: "code_sent", request, expiresAt: Date.now() + 300_000, resendAfterMs: 0 });
      if (phoneCode.code !== CODE || phoneCode.request !== request) return refusal();
      return Response.json(signedIn);
    },
  });
  return { origin: server.url.origin, bodies, [Symbol.dispose]: () => void server.stop(true) };
}

const refusal = () =>
  Response.json({ type: "about:blank", title: "", status: 403, code: "sign_in_refused" }, { status: 403 });

const signedIn = {
  state: "signed_in",
  account: {
    id: text(16, "a"),
    username: "alice",
    address: "alice@localhost",
    displayName: "",
    bio: "",
    language: "en",
    role: "user",
    signInNeeds: "password_and_phone",
    has: { password: true, phrase: false },
    showLastSeen: "nobody",
    findByUsername: "nobody",
    findByPhone: "nobody",
    createdAt: 1,
  },
  deviceId: text(16, "d"),
  token: `tacet_${text(32, "t")}`,
  knownDevice: text(32, "k"),
  expiresAt: Date.now() + 86_400_000,
};

test("a code that was sent is asked for on the terminal, where it may be seen", async () => {
  using server = startCodeServer();
  using laptop = makeAccountMachine(server.origin);
  await using session = startOnTerminal([process.execPath, mainPath, "login"], laptop.env);
  await session.sees("Username: ");
  session.type("alice\r");
  await session.sees("Password: ");
  expect(session.isEchoing()).toBe(false);
  session.type("hunter22 hunter22\r");
  await session.sees("The code that was sent: ");
  expect(session.isEchoing()).toBe(true);
  session.type("123 456\r");
  expect(await session.exitCode()).toBe(0);
  expect(session.screen()).toContain("Signed in as alice@localhost");
  expect(session.screen()).not.toContain("hunter22");
  expect(server.bodies.map(({ proofs }) => proofs.password)).toEqual(Array(2).fill("hunter22 hunter22"));
});

test("without a terminal the next command brings the code, for the same name alone", async () => {
  using server = startCodeServer();
  using laptop = makeAccountMachine(server.origin);
  const password = ["--password-file", laptop.fileOf("hunter22 hunter22")];
  const waiting = await laptop.run("login", "alice", ...password, "--json");
  expect([waiting.exitCode, JSON.parse(waiting.stderr).code]).toEqual([15, "code_needed"]);
  for (const [who, code] of [
    ["bob", CODE],
    ["alice", "12345"],
  ] as const) {
    expect((await laptop.run("login", who, ...password, "--code", code)).exitCode).toBe(2);
  }
  expect((await laptop.run("login", "alice", ...password, "--code", "654321")).exitCode).toBe(15);
  expect(server.bodies).toHaveLength(2);
  expect(await laptop.json("login", "alice", ...password, "--code", CODE)).toMatchObject({ username: "alice" });
  expect(laptop.kept()).not.toHaveProperty("sentCode");
});
