import { connectAccount } from "@tacet/client/accounts";
import { connectPeople } from "@tacet/client/people";
import { expect, setDefaultTimeout } from "bun:test";
import { runTacetProcess } from "../cli/src/testing/run-tacet.ts";
import { onEachSetUp, type SetUp } from "../server/test/set-ups.ts";
import { startTestServer, type TestServer } from "../server/test/start-server.ts";
import { inviteIn, passwordOf, tokensOf } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

setDefaultTimeout(60_000);

/** The operator at the machine: real commands beside a real server that runs on the same database. */

const closed = { TACET_REGISTRATION: "off" };

async function tacet({ env }: SetUp, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runTacetProcess(["admin", ...args], { env: { ...env, ...closed } });
  expect([args, exitCode, stderr]).toEqual([args, 0, ""]);
  return stdout;
}

async function failure({ env }: SetUp, ...args: readonly string[]): Promise<readonly [number, string]> {
  const { exitCode, stdout, stderr } = await runTacetProcess(["admin", ...args], { env: { ...env, ...closed } });
  expect([args, stdout]).toEqual([args, ""]);
  return [exitCode, stderr];
}

async function register({ origin }: TestServer, username: string): Promise<string> {
  const proofs = { password: passwordOf(username) };
  const session = { carrier: "token" } as const;
  const wish = { username, signInNeeds: "password", proofs, session } as const;
  return tokensOf(await connectAccount({ server: origin }).register(wish)).token;
}

/** Opens the link that a command has printed. */
async function join({ origin }: TestServer, username: string, printed: string) {
  const signedIn = await connectAccount({ server: origin }).register({
    username,
    signInNeeds: "password",
    proofs: { password: passwordOf(username) },
    invite: inviteIn(printed.split("\n")[0] ?? ""),
    session: { carrier: "token" },
  });
  return connectAccount({ server: origin, credentials: { token: tokensOf(signedIn).token } });
}

onEachSetUp(
  "an operator makes, lists, disables, enables and promotes accounts beside the running server",
  async (setUp) => {
    await using server = await startTestServer({ env: { ...setUp.env, ...closed } });
    const made = await tacet(setUp, "create", "alice", "--admin");
    expect(made).toMatch(
      /^http:\/\/localhost:8080\/register#[\w-]{43}\nWhoever has this link can make alice, an administrator, once, until [\d-]+T[\d:]+Z\.\n$/,
    );
    const alice = await join(server, "alice", made);
    expect((await alice.readAccount()).role).toBe("admin");
    const bob = await join(server, "bob", await tacet(setUp, "create", "Bob", "--for", "7d"));

    const today = String.raw`\d{4}-\d\d-\d\d`;
    expect(await tacet(setUp, "list")).toMatch(
      new RegExp(`^alice +admin  active    ${today}  ${today}\nbob +user   active    ${today}  ${today}\n$`),
    );
    expect(await tacet(setUp, "list", "b")).toStartWith("bob ");

    expect(await tacet(setUp, "disable", "bob")).toBe("bob is disabled, and signed out everywhere.\n");
    expect(await outcomeOf(async () => (await bob.readAccount()).role)).toBe("unauthenticated");
    expect(await tacet(setUp, "enable", "bob")).toBe("bob can sign in.\n");
    expect(await tacet(setUp, "role", "bob", "admin")).toBe("bob is an administrator.\n");
    expect(await tacet(setUp, "role", "alice", "user")).toBe("alice is a user.\n");
    expect(await outcomeOf(async () => (await alice.readAccount()).role)).toBe("unauthenticated");

    const audit = (await tacet(setUp, "audit")).trim().split("\n");
    expect(audit.slice(0, -1).map((line) => line.split(/ {2,}/).slice(1, 3).join(" "))).toEqual([
      "console invite_created",
      expect.stringMatching(/^[0-9a-f]{32} account_created$/),
      "console invite_created",
      expect.stringMatching(/^[0-9a-f]{32} account_created$/),
      "console account_disabled",
      "console account_enabled",
      "console role_changed",
      "console role_changed",
    ]);
    expect(audit.at(-1)).toBe("8 entries, all as they were written.");
  },
);

onEachSetUp("an operator reads and closes reports, and looks for messages", async (setUp) => {
  const env = { ...setUp.env, TACET_REGISTRATION: "open" };
  await using server = await startTestServer({ env });
  const [alice] = [await register(server, "alice"), await register(server, "mallory")];
  const people = connectPeople({ server: server.origin, credentials: { token: alice } });
  await people.report({ username: "mallory", category: "threat", text: "writes at night\nalways" });
  const [line = "", ...text] = (await tacet(setUp, "reports", "list")).trimEnd().split("\n");
  const [id = "", , ...rest] = line.split(/ {2,}/);
  expect([rest, text]).toEqual([
    ["threat", "alice about mallory"],
    ["    writes at night", "    always"],
  ]);
  expect(await tacet(setUp, "reports", "close", id)).toBe("It is closed.\n");
  expect(await tacet(setUp, "reports", "list")).toBe("");
  expect(await tacet(setUp, "reports", "list", "--closed")).toContain(id);
  expect(await tacet(setUp, "audit")).toContain(`console                           report_closed         ${id}`);
  expect(await failure(setUp, "reports", "close", "x")).toEqual([12, expect.stringContaining("no id of a report")]);
  expect(await tacet(setUp, "contact", "list")).toBe("");
  const nothing = "a".repeat(32);
  for (const verb of ["read", "done"]) {
    const refusal = [3, "tacet: There is no such message to the operator\n"];
    expect([verb, ...(await failure(setUp, "contact", verb, nothing))]).toEqual([verb, ...refusal]);
  }
});

onEachSetUp("an operator sees and revokes invites, and is told in a sentence what cannot be done", async (setUp) => {
  await using server = await startTestServer({ env: { ...setUp.env, ...closed } });
  const link = await tacet(setUp, "create", "carol");
  const [id = "", ...rest] = (await tacet(setUp, "invites")).trim().split(/ {2,}/);
  expect(rest.slice(0, 4)).toEqual(["open", "user", "for carol", "by console"]);
  expect(await tacet(setUp, "revoke", id)).toBe("Nobody can use it any more.\n");
  expect(await outcomeOf(async () => (await join(server, "carol", link), "made"))).toBe("registration_closed");

  expect(await failure(setUp, "revoke", id)).toEqual([3, "tacet: There is no such invite that could still be used\n"]);
  expect(await failure(setUp, "revoke", "x")).toEqual([12, expect.stringContaining("no id of an invite")]);
  expect(await failure(setUp, "invite")).toEqual([8, "tacet: This server takes no new accounts\n"]);
  expect(await failure(setUp, "disable", "nobody-here")).toEqual([3, "tacet: There is no such account\n"]);
  expect(await failure(setUp, "create", "two words")).toEqual([12, expect.stringContaining("no username")]);
  expect(await failure(setUp, "create", "carol", "--for", "8d")).toEqual([
    12,
    "tacet: --for must be a duration such as 90s or 5m, from 1m to 7d.\n",
  ]);
  expect(await failure(setUp, "role", "carol", "god")).toEqual([12, "tacet: A role is user or admin.\n"]);
  expect(await failure(setUp, "list", "a%")).toEqual([12, "tacet: No username begins so.\n"]);
});
