import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../../server/test/start-server.ts";
import { describeFailure } from "../failure.ts";
import { join, makeAccountMachine, passwordOf } from "../testing/account-machine.ts";
import { collectOutput } from "../testing/collected-output.ts";
import { testEnvironment } from "../testing/run-tacet.ts";
import { makeScratchFolder, type ScratchFolder } from "../testing/scratch-folder.ts";
import { createTestHost } from "../testing/test-host.ts";
import { openKeyring } from "./open-keyring.ts";

/**
 * The systems' programs are played by scripts that keep one secret in a file, insist on the arguments and the input that their manuals
 * describe, and write down every argument they got.
 */
const scripts = {
  // secret-tool(1)
  "secret-tool": `
item="service tacet server $SERVER"
case "$1" in
  store) [ "$2" = "--label=Tacet at $SERVER" ] && [ "$3 $4 $5 $6" = "$item" ] && [ $# = 6 ] || exit 64; cat >"$AT/kept" ;;
  lookup) [ "$2 $3 $4 $5" = "$item" ] && [ $# = 5 ] || exit 64; [ -f "$AT/kept" ] || exit 1; cat "$AT/kept" ;;
  clear) [ "$2 $3 $4 $5" = "$item" ] && [ $# = 5 ] || exit 64; [ -f "$AT/kept" ] || exit 1; rm "$AT/kept" ;;
  *) exit 64 ;;
esac`,
  // security(1) of macOS
  security: `
item="-s tacet -a $SERVER"
case "$1" in
  -i) read -r command update s service a account w secret; [ $# = 1 ] || exit 64
    [ "$command $update $s $service $a $account $w" = "add-generic-password -U $item -w" ] || exit 64; printf %s "$secret" >"$AT/kept" ;;
  find-generic-password) [ "$2 $3 $4 $5 $6" = "$item -w" ] || exit 64; [ -f "$AT/kept" ] || exit 44; cat "$AT/kept"; echo ;;
  delete-generic-password) [ "$2 $3 $4 $5" = "$item" ] || exit 64; [ -f "$AT/kept" ] || exit 44; rm "$AT/kept" ;;
  *) exit 64 ;;
esac`,
} as const;

interface Installed {
  readonly env: Record<string, string>;
  /** Every argument list so far. */
  readonly calls: () => string;
  readonly kept: () => string;
}

function install(name: keyof typeof scripts, folder: ScratchFolder, server: string): Installed {
  writeFileSync(folder.at(name), `#!/bin/sh\necho "$*" >>"$AT/calls"\nenv >>"$AT/environment"${scripts[name]}\n`);
  chmodSync(folder.at(name), 0o700);
  const { PATH } = testEnvironment();
  return {
    env: { PATH: `${folder.path}:${PATH}`, AT: folder.path, SERVER: server },
    calls: () => readFileSync(folder.at("calls"), "utf8"),
    kept: () => readFileSync(folder.at("kept"), "utf8"),
  };
}

const SERVER = "https://notes.example:8443";
const hostOf = (env: Record<string, string>) => createTestHost(collectOutput("words").output, env);

for (const [name, platform] of [
  ["secret-tool", "linux"],
  ["security", "darwin"],
] as const) {
  test(`a secret is kept, read and removed by ${name}, which never has it as an argument`, async () => {
    using folder = makeScratchFolder();
    const { env, calls, kept } = install(name, folder, SERVER);
    const keyring = openKeyring({ ...hostOf(env), platform });
    expect(await keyring.read(SERVER)).toBeUndefined();
    await keyring.write(SERVER, "c2VjcmV0");
    await keyring.write(SERVER, "YW5vdGhlcg");
    expect([kept(), await keyring.read(SERVER)]).toEqual(["YW5vdGhlcg", "YW5vdGhlcg"]);
    await keyring.remove(SERVER);
    await keyring.remove(SERVER);
    expect(await keyring.read(SERVER)).toBeUndefined();
    expect(calls()).not.toMatch(/c2VjcmV0|YW5vdGhlcg/);
  });
}

const failureOf = async (work: () => unknown) => {
  try {
    await work();
  } catch (error) {
    return describeFailure(error);
  }
  throw new Error("it did not fail");
};

test("a keyring that is absent, locked or does not keep what it is given is told as such, without what it said", async () => {
  using folder = makeScratchFolder();
  expect(await failureOf(() => openKeyring(hostOf({ PATH: folder.path })))).toMatchObject({ code: "keyring_failed" });
  const behave = (script: string) => {
    writeFileSync(folder.at("secret-tool"), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
    return openKeyring({ ...hostOf({ PATH: `${folder.path}:/bin:/usr/bin` }), platform: "linux" });
  };
  const locked = await failureOf(() => behave('echo "locked: c2VjcmV0" >&2; exit 1').read(SERVER));
  expect(locked).toMatchObject({ code: "keyring_failed", exitCode: 11 });
  expect(locked.message).not.toContain("c2VjcmV0");
  const forgetful = await failureOf(() => behave("cat >/dev/null; [ $1 = store ]").write(SERVER, "c2VjcmV0"));
  expect(forgetful.message).toBe("The keyring did not keep it");
});

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

test("with --keyring the file names the account alone, commands find the session, and it stays there", async () => {
  using folder = makeScratchFolder();
  const { env, calls, kept } = install("secret-tool", folder, server.origin);
  using laptop = makeAccountMachine(server.origin, { ...env, TACET_MASTER_KEY: "a:key-of-a-server" });
  await join(laptop, "alice");
  const password = laptop.fileOf(passwordOf("alice"));
  expect(await laptop.json("login", "alice", "--password-file", password, "--keyring")).toMatchObject({
    keptIn: "keyring",
  });
  expect(readFileSync(laptop.sessionsPath, "utf8")).not.toContain("tacet_");
  expect(laptop.kept()).toMatchObject({ place: "keyring", session: { username: "alice" } });
  expect(Buffer.from(kept(), "base64url").toString()).toContain("tacet_");
  expect(await laptop.json("whoami")).toMatchObject({ username: "alice", keptIn: "keyring" });
  expect(await laptop.json("login", "alice", "--password-file", password)).toMatchObject({ keptIn: "keyring" });
  expect(await laptop.devices()).toHaveLength(1);
  expect(await laptop.json("logout", "--forget")).toEqual({ endedAtServer: true });
  expect(folder.names()).not.toContain("kept");
  expect(calls()).not.toMatch(/tacet_|eyJ/);
  expect(readFileSync(folder.at("environment"), "utf8")).not.toMatch(/^TACET_/m);
}, 20_000);

test("without a keyring nobody is asked for a password that could not be kept", async () => {
  using laptop = makeAccountMachine(server.origin);
  const refused = await laptop.run("login", "alice", "--keyring", "--json");
  expect([refused.exitCode, JSON.parse(refused.stderr).code]).toEqual([11, "keyring_failed"]);
});
