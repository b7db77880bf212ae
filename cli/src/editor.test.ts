import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../server/test/start-server.ts";
import { mainPath, runTacetProcess } from "./testing/run-tacet.ts";
import { makeScratchFolder, type ScratchFolder } from "./testing/scratch-folder.ts";
import { startOnTerminal } from "./testing/terminal-session.ts";

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

const tacet = (...args: readonly string[]) => [process.execPath, mainPath, ...args];

/** An editor that notes what it was given, and then does what `then` says. */
function installEditor(folder: ScratchFolder, then: string): string {
  const source = `
    import { statSync, writeFileSync } from "node:fs";
    import { dirname } from "node:path";
    const path = process.argv.at(-1);
    const mode = (name) => (statSync(name).mode & 0o777).toString(8);
    const seen = { path, file: mode(path), folder: mode(dirname(path)), names: Object.keys(process.env) };
    writeFileSync(${JSON.stringify(folder.at("seen.json"))}, JSON.stringify(seen));
    ${then}`;
  writeFileSync(folder.at("editor.ts"), source);
  return `${process.execPath} ${folder.at("editor.ts")} --some-option`;
}

const readSeen = (folder: ScratchFolder) => JSON.parse(readFileSync(folder.at("seen.json"), "utf8"));

test("the editor writes into a private file that is gone afterwards, and gets none of the server's settings", async () => {
  using folder = makeScratchFolder();
  const EDITOR = installEditor(folder, 'writeFileSync(path, "typed with care\\n");');
  const env = { TACET_SERVER: server.origin, TACET_MASTER_KEY: "a:secret", EDITOR };
  await using session = startOnTerminal(tacet("note", "--json"), env);
  expect(await session.exitCode()).toBe(0);
  const { path, names, ...modes } = readSeen(folder);
  expect(modes).toEqual({ file: "600", folder: "700" });
  expect(names.filter((name: string) => name.startsWith("TACET_"))).toEqual([]);
  expect(existsSync(path.replace("/note.txt", ""))).toBe(false);
  const { link } = JSON.parse(session.screen());
  expect((await runTacetProcess(["open", link])).stdout).toBe("typed with care");
});

test.each([
  ["an editor that fails", "process.exit(3);", 11],
  ["an editor left without a text", "", 2],
])("%s sends nothing and leaves nothing", async (_name, then, exitCode) => {
  using folder = makeScratchFolder();
  const env = { TACET_SERVER: "http://127.0.0.1:1", EDITOR: installEditor(folder, then) };
  await using session = startOnTerminal(tacet("note"), env);
  expect(await session.exitCode()).toBe(exitCode);
  expect(existsSync(readSeen(folder).path.replace("/note.txt", ""))).toBe(false);
});

test("Ctrl-C belongs to the editor while it is open; a signal to us ends it and removes the draft", async () => {
  using folder = makeScratchFolder();
  const then = `
    process.on("SIGINT", () => console.log("still here"));
    setInterval(() => {}, 1000);
    writeFileSync(path, "half a text");
    console.log("ready");`;
  await using session = startOnTerminal(tacet("note"), { EDITOR: installEditor(folder, then) });
  await session.sees("ready");
  session.type("\u0003");
  await session.sees("still here");
  const { path } = readSeen(folder);
  expect(readFileSync(path, "utf8")).toBe("half a text");
  session.signal("SIGTERM");
  expect(await session.exitCode()).toBe(143);
  expect(existsSync(path.replace("/note.txt", ""))).toBe(false);
});

test("a text from the editor is not lost to a server that is away: its writer is asked", async () => {
  using folder = makeScratchFolder();
  const EDITOR = installEditor(folder, 'writeFileSync(path, "precious\\n");');
  await using session = startOnTerminal(tacet("note"), { TACET_SERVER: "http://127.0.0.1:1", EDITOR });
  await session.sees("Without that the text is lost. [y/N] ");
  session.type("n\r");
  expect(await session.exitCode()).toBe(7);
}, 20_000);

test("without an editor a person is told what to do", async () => {
  await using session = startOnTerminal(tacet("note"));
  expect(await session.exitCode()).toBe(2);
  await session.sees("set VISUAL or EDITOR");
});
