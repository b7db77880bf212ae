import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../server/test/start-server.ts";
import { mainPath, makeNote, runTacetProcess } from "./testing/run-tacet.ts";
import { makeScratchFolder, type ScratchFolder } from "./testing/scratch-folder.ts";
import { startOnTerminal, until } from "./testing/terminal-session.ts";

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

const tacet = (...args: readonly string[]) => [process.execPath, mainPath, ...args];
const inShell = (script: string) => ["sh", "-c", script, process.execPath, mainPath];

const guardedNote = (origin: string, folder: ScratchFolder) => {
  writeFileSync(folder.at("passphrase"), "open sesame");
  return makeNote(origin, "behind a door", ["--passphrase-file", folder.at("passphrase")]);
};

test("a new passphrase is asked twice, without echo, until both are equal, and opens the note", async () => {
  using folder = makeScratchFolder();
  const script = 'printf "from a pipe" | "$0" "$1" note --passphrase --json >"$OUT"';
  await using session = startOnTerminal(inShell(script), { TACET_SERVER: server.origin, OUT: folder.at("links") });
  await session.sees("Passphrase: ");
  expect(session.isEchoing()).toBe(false);
  session.type("öpen sesame\r");
  await session.sees("The same again: ");
  session.type("something else\r");
  await until(
    () => session.screen().split("Passphrase: ").length === 3,
    () => session.screen(),
  );
  session.type("öpenn\u007f sesame\r");
  await until(
    () => session.screen().split("The same again: ").length === 3,
    () => session.screen(),
  );
  session.type("öpen sesame\r");
  expect(await session.exitCode()).toBe(0);
  expect(session.isEchoing()).toBe(true);
  expect(session.screen()).not.toMatch(/sesame|something/);

  const { link } = JSON.parse(readFileSync(folder.at("links"), "utf8"));
  writeFileSync(folder.at("passphrase"), "öpen sesame");
  const opened = await runTacetProcess(["open", link, "--passphrase-file", folder.at("passphrase")]);
  expect(opened.stdout).toBe("from a pipe");
}, 20_000);

test("a note shows what a terminal would obey, and says so", async () => {
  const { link } = await makeNote(server.origin, "\u001b]0;title\u0007red\u202Edex");
  await using session = startOnTerminal(tacet("open", link));
  expect(await session.exitCode()).toBe(0);
  await session.sees("<U+001B>]0;title<U+0007>red<U+202E>dex\r\n");
  await session.sees("characters that a terminal would obey or hide");
  expect(session.screen()).not.toContain("\u001b]0;");
});

test("link and passphrase are asked without echo, and a wrong passphrase may be corrected", async () => {
  using folder = makeScratchFolder();
  const { link } = await guardedNote(server.origin, folder);
  await using session = startOnTerminal(tacet("open"));
  await session.sees("Link (it will not be shown): ");
  session.type(`\u001b[200~${link}\u001b[201~\r`);
  await session.sees("Passphrase: ");
  expect(session.isEchoing()).toBe(false);
  session.type("wrong\r");
  await session.sees("The passphrase is wrong; nothing was consumed.");
  await until(
    () => session.screen().split("Passphrase: ").length === 3,
    () => session.screen(),
  );
  session.type("open sesame\r");
  await session.sees("behind a door");
  expect(await session.exitCode()).toBe(0);
  expect(session.screen()).not.toMatch(/sesame|\/n#/);
}, 20_000);

test.each([
  ["Ctrl-C", "\u0003", 130],
  ["Ctrl-D", "\u0004", 130],
])("%s at a question ends cleanly: nothing consumed, the echo is back", async (_name, key, exitCode) => {
  using folder = makeScratchFolder();
  const { link, receiptLink } = await guardedNote(server.origin, folder);
  await using session = startOnTerminal(tacet("open", link, "--out", folder.at("text")));
  await session.sees("Passphrase: ");
  session.type(key);
  expect(await session.exitCode()).toBe(exitCode);
  expect(session.isEchoing()).toBe(true);
  expect(folder.names()).toEqual(["passphrase"]);
  expect((await runTacetProcess(["receipt", receiptLink])).stdout).toStartWith("Not opened.");
});

test.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
  ["SIGINT", 130],
] as const)("%s at a question brings the echo back and removes the empty file", async (signal, exitCode) => {
  using folder = makeScratchFolder();
  const { link } = await guardedNote(server.origin, folder);
  await using session = startOnTerminal(tacet("open", link, "--out", folder.at("text")));
  await session.sees("Passphrase: ");
  session.signal(signal);
  expect(await session.exitCode()).toBe(exitCode);
  expect(session.isEchoing()).toBe(true);
  expect(folder.names()).toEqual(["passphrase"]);
});

test("burning asks first: a no leaves the note, a yes destroys it", async () => {
  const { receiptLink } = await makeNote(server.origin, "x");
  await using careful = startOnTerminal(tacet("burn", receiptLink));
  await careful.sees("[y/N] ");
  careful.type("\r");
  expect(await careful.exitCode()).toBe(130);
  expect((await runTacetProcess(["receipt", receiptLink])).stdout).toStartWith("Not opened.");
  await using resolute = startOnTerminal(tacet("burn", receiptLink));
  await resolute.sees("[y/N] ");
  resolute.type("y\r");
  expect(await resolute.exitCode()).toBe(0);
  await resolute.sees("never taken.");
});
