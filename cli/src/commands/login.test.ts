import { existsSync, statSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../../server/test/start-server.ts";
import { join, makeAccountMachine, passwordOf, type AccountMachine } from "../testing/account-machine.ts";

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

const machineHere = (): AccountMachine => makeAccountMachine(server.origin);

test("an account is made, signed out of and in to again, and each command says as whom", async () => {
  using laptop = machineHere();
  const password = laptop.fileOf(passwordOf("alice"));
  const made = await laptop.json("register", "Alice", "--password-file", password);
  expect(made).toMatchObject({ server: server.origin, username: "alice", address: "alice@localhost", keptIn: "file" });
  expect(await laptop.run("whoami")).toMatchObject({ exitCode: 0, stdout: "alice@localhost\n" });
  expect(await laptop.run("logout")).toEqual({ exitCode: 0, stdout: "", stderr: "Signed out.\n" });
  const stranger = await laptop.run("whoami");
  expect(stranger).toMatchObject({ exitCode: 15, stdout: "" });
  expect(stranger.stderr).toBe("tacet: Nobody is signed in to this server on this machine; tacet login does that\n");
  expect(await laptop.run("login", "alice", "--password-file", password)).toMatchObject({ exitCode: 0, stdout: "" });
  expect(await laptop.json("whoami")).toMatchObject({ username: "alice", signInNeeds: "password", keptIn: "file" });
});

test("what is kept lies in a file of its owner alone, and no command prints the token", async () => {
  using laptop = machineHere();
  const password = laptop.fileOf(passwordOf("bob"));
  const runs = [
    await laptop.run("register", "bob", "--password-file", password, "--json"),
    await laptop.run("whoami", "--json"),
    await laptop.run("devices", "--json"),
  ];
  const { token } = laptop.kept().secrets ?? { knownDevice: "" };
  expect(token).toStartWith("tacet_");
  expect(JSON.stringify(runs)).not.toContain("tacet_");
  expect(statSync(laptop.sessionsPath).mode & 0o777).toBe(0o600);
  expect(statSync(laptop.folder.at("config/tacet")).mode & 0o777).toBe(0o700);
  expect(laptop.folder.names().filter((name) => name.endsWith(".new"))).toEqual([]);
});

test("a token is renewed by the first command of another day, and the rest of the file stays", async () => {
  using laptop = machineHere();
  await join(laptop, "carol");
  const before = laptop.kept();
  const servers = {
    [server.origin]: { ...before, session: { ...before.session, renewedAt: Date.now() - 86_400_000 } },
  };
  writeFileSync(laptop.sessionsPath, JSON.stringify({ version: 1, servers }));
  const runs = await Promise.all([laptop.run("whoami"), laptop.run("devices"), laptop.run("whoami")]);
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect(runs.map(({ stderr }) => stderr).join("")).not.toContain("Warning");
  const after = laptop.kept();
  expect(after.secrets?.token).not.toBe(before.secrets?.token);
  expect(after.session?.renewedAt).toBeGreaterThan(before.session?.renewedAt ?? 0);
  expect(after).toMatchObject({ place: "file", secrets: { knownDevice: before.secrets?.knownDevice } });
  expect((await laptop.run("whoami")).exitCode).toBe(0);
});

test("a wrong password is refused in few words, and nothing is kept of it", async () => {
  using laptop = machineHere();
  await join(laptop, "ines");
  using stranger = machineHere();
  for (const who of ["ines", "nobody-of-that-name"]) {
    const refused = await stranger.run("login", who, "--password-file", stranger.fileOf("another password"));
    expect(refused).toMatchObject({ exitCode: 15, stdout: "" });
    expect(refused.stderr).toMatch(/^tacet: (That is not right; nothing more is said|Too many wrong tries)/);
  }
  expect(existsSync(stranger.sessionsPath)).toBe(false);
});

test("an account can ask for a phrase, or for a password and a phrase", async () => {
  using laptop = machineHere();
  const phrase = ["--phrase-file", laptop.fileOf("thirteen violet anchors drift beyond Łódź quietly")];
  const password = ["--password-file", laptop.fileOf(passwordOf("jan"))];
  await laptop.json("register", "jan", "--sign-in", "password-and-phrase", ...password, ...phrase);
  expect((await laptop.run("login", "jan", ...password)).exitCode).toBe(15);
  const both = await laptop.run("login", "jan", ...password, ...phrase, "--json");
  if (both.exitCode !== 0) expect(JSON.parse(both.stderr)).toMatchObject({ code: "sign_in_delayed" });
  await laptop.json("register", "karin", "--sign-in", "phrase", ...phrase);
  expect(await laptop.json("login", "karin", ...phrase)).toMatchObject({ username: "karin" });
  expect(await laptop.json("whoami")).toMatchObject({ signInNeeds: "phrase" });
});

test("what can be wrong with a command is found before anything is sent", async () => {
  using laptop = makeAccountMachine("http://127.0.0.1:1");
  const password = ["--password-file", laptop.fileOf("good enough for this")];
  const mistakes: readonly (readonly [readonly string[], number, string])[] = [
    [["login", "x".repeat(255), ...password], 2, "invalid_usage"],
    [["login", "x", "--password", ...password], 2, "invalid_usage"],
    [["login", "x", "--password-file", laptop.fileOf("")], 2, "secret_empty"],
    [["login", "x", "--password-file", laptop.fileOf("é".repeat(129))], 2, "secret_too_long"],
    [["login", "x", "--phrase-file", laptop.folder.at("absent")], 11, "file_unreadable"],
    [["login", "x", ...password, "--device-name", "x".repeat(61)], 2, "invalid_usage"],
    [["login", "x", ...password, "--code", "123456"], 2, "invalid_usage"],
    [["login", "x"], 2, "no_terminal"],
    [["register", "x", "--sign-in", "retina"], 2, "invalid_usage"],
    [["logout", "--forget", "--all-others"], 2, "invalid_usage"],
    [["devices", "end"], 2, "invalid_usage"],
    [["devices", "end", "x", "--server", "notes.example"], 2, "invalid_server"],
    [["whoami"], 15, "not_signed_in"],
    [["devices"], 15, "not_signed_in"],
    [["logout"], 15, "not_signed_in"],
  ];
  const found = await Promise.all(
    mistakes.map(async ([args]) => {
      const { exitCode, stderr } = await laptop.run(...args, "--json");
      return [args, exitCode, JSON.parse(stderr).code];
    }),
  );
  expect(found).toEqual(mistakes.map((row) => [...row]));
});

test("a username is checked, and a taken one told", async () => {
  using laptop = machineHere();
  const password = ["--password-file", laptop.fileOf(passwordOf("lena"))];
  expect((await laptop.run("register", "l", ...password)).stderr).toContain("3 to 32 letters and digits");
  await laptop.json("register", "lena", ...password);
  expect(await laptop.run("register", "LENA", ...password)).toMatchObject({ exitCode: 8 });
  const weak = await laptop.run("register", "maya", "--password-file", laptop.fileOf("password"), "--json");
  expect(JSON.parse(weak.stderr)).toMatchObject({ code: "secret_too_weak", exitCode: 8 });
});

test("where an invite is asked for, it is never an argument, and registration that is off is told at once", async () => {
  await using byInvite = await startTestServer({ env: { TACET_REGISTRATION: "invite" } });
  using laptop = makeAccountMachine(byInvite.origin);
  const args = ["register", "nils", "--password-file", laptop.fileOf(passwordOf("nils"))];
  expect((await laptop.run(...args)).stderr).toContain("no terminal to ask on");
  expect((await laptop.run(...args, "--invite-file", laptop.fileOf("no invite"))).exitCode).toBe(2);
  const link = `${byInvite.origin}/register#${"A".repeat(43)}`;
  const refused = await laptop.run(...args, "--invite-file", laptop.fileOf(link), "--json");
  expect(JSON.parse(refused.stderr)).toMatchObject({ code: "invite_refused", exitCode: 8 });
  await using closed = await startTestServer({ env: { TACET_REGISTRATION: "off" } });
  const { exitCode, stderr } = await laptop.run(...args, "--server", closed.origin, "--json");
  expect([exitCode, JSON.parse(stderr).code]).toEqual([8, "registration_closed"]);
});
