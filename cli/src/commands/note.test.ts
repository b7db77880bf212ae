import { writeFileSync } from "node:fs";
import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../../server/test/start-server.ts";
import { mainPath, makeNote, runTacetProcess, testEnvironment } from "../testing/run-tacet.ts";
import { makeScratchFolder } from "../testing/scratch-folder.ts";

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

test("a text goes in at one end and comes out at the other, to the byte", async () => {
  const text = "line one\r\nline two \u001b[31m é 日本 \u0000\n\n";
  const { link } = await makeNote(server.origin, text);
  const opened = await runTacetProcess(["open", link]);
  expect(opened).toMatchObject({ exitCode: 0, stdout: text });
});

test("links are all that standard output gets: the reader's first, then the sender's", async () => {
  const env = { TACET_SERVER: server.origin };
  const { exitCode, stdout, stderr } = await runTacetProcess(["note", "--reads", "2", "--expires", "2h"], {
    stdin: "x",
    env,
  });
  expect(exitCode).toBe(0);
  const [link, receiptLink, ...rest] = stdout.split("\n");
  expect(link).toStartWith(`${server.origin}/n#`);
  expect(receiptLink).toStartWith(`${server.origin}/r#`);
  expect(rest).toEqual([""]);
  expect(stderr).toContain("opens 2 times");
  expect(stderr).not.toContain("#");
});

test("--json gives one object, with the time of its end as asked for", async () => {
  const before = Date.now();
  const { link, receiptLink, expiresAt } = await makeNote(server.origin, "x", ["--expires", "90s"]);
  expect(link).toStartWith(`${server.origin}/n#`);
  expect(receiptLink).toStartWith(`${server.origin}/r#`);
  expect(Math.abs(Date.parse(expiresAt) - before - 90_000)).toBeLessThan(60_000);
});

test("a text of the full size passes, and one byte more is refused before anything is sent", async () => {
  const full = "é".repeat(512 * 1024);
  const { link } = await makeNote(server.origin, full);
  expect((await runTacetProcess(["open", link])).stdout === full).toBe(true);
  const refused = await runTacetProcess(["note", "--json"], {
    stdin: `${full}x`,
    env: { TACET_SERVER: server.origin },
  });
  expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
  expect(JSON.parse(refused.stderr)).toMatchObject({ code: "text_too_large", exitCode: 2 });
});

test("--text takes the text itself, and leaves standard input alone", async () => {
  const made = await runTacetProcess(["note", "--json", "--text", "from the argument", "--server", server.origin], {
    stdin: "other",
  });
  const opened = await runTacetProcess(["open", JSON.parse(made.stdout).link]);
  expect(opened.stdout).toBe("from the argument");
});

test("the passphrase of a file, less its last line end, opens the note; another one consumes nothing", async () => {
  using folder = makeScratchFolder();
  writeFileSync(folder.at("right"), " zwölf boxers \n");
  writeFileSync(folder.at("wrong"), "zwölf boxers");
  const { link } = await makeNote(server.origin, "guarded", ["--passphrase-file", folder.at("right")]);
  const wrong = await runTacetProcess(["open", link, "--passphrase-file", folder.at("wrong")]);
  expect(wrong).toMatchObject({ exitCode: 5, stdout: "" });
  const hurried = await runTacetProcess(["open", link, "--json", "--passphrase-file", folder.at("right")]);
  if (hurried.exitCode === 5) expect(JSON.parse(hurried.stderr).retryAfterMs).toBeGreaterThan(0);
  const opened = hurried.exitCode === 0 ? hurried : await openWhenAllowed(link, folder.at("right"));
  expect(JSON.parse(opened.stdout)).toEqual({ text: "guarded", confirmed: true });
});

/** After a wrong passphrase the server holds every try off for a second. */
async function openWhenAllowed(link: string, passphraseFile: string) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const run = await runTacetProcess(["open", link, "--json", "--passphrase-file", passphraseFile]);
    if (run.exitCode !== 5 || Date.now() > deadline) return run;
  }
}

test("a passphrase comes from a file descriptor, and from a pipe that the shell names", async () => {
  const script = `exec 7<<<"secret words"; "$0" "$1" note --json --passphrase-fd 7 <<<text`;
  const made = await shell(script);
  const { link } = JSON.parse(made);
  const opened = await shell(`"$0" "$1" open "$LINK" --passphrase-file <(printf 'secret words')`, link);
  expect(opened).toBe("text\n");
});

async function shell(script: string, link = ""): Promise<string> {
  const child = Bun.spawn(["bash", "-c", script, process.execPath, mainPath], {
    env: testEnvironment({ TACET_SERVER: server.origin, LINK: link }),
    stderr: "ignore",
  });
  return new Response(child.stdout).text();
}

test.each([
  [["note", "--reads", "0"], "limits_out_of_range"],
  [["note", "--reads", "many"], "invalid_usage"],
  [["note", "--expires", "2"], "invalid_usage"],
  [["note", "--expires", "31d"], "limits_out_of_range"],
  [["note", "--server", "notes.example"], "invalid_server"],
  [["note", "--passphrase"], "no_terminal"],
  [["note", "--passphrase-fd", "7", "--passphrase-file", "x"], "invalid_usage"],
  [["note", "surplus"], "invalid_usage"],
])("tacet %p is a mistake of usage: %s", async (args, code) => {
  const { exitCode, stdout, stderr } = await runTacetProcess([...args, "--json"], { stdin: "text" });
  expect({ exitCode, stdout, code: JSON.parse(stderr).code }).toEqual({ exitCode: 2, stdout: "", code });
});

test("no text, or one that is not UTF-8, is refused before anything is sent", async () => {
  const empty = await runTacetProcess(["note"], { stdin: "" });
  expect(empty).toEqual({ exitCode: 2, stdout: "", stderr: "tacet: There is no text; nothing was sent\n" });
  const binary = await runTacetProcess(["note"], { stdin: Uint8Array.of(0x66, 0xff) });
  expect(binary).toEqual({ exitCode: 2, stdout: "", stderr: "tacet: The text is not UTF-8; nothing was sent\n" });
});

test("a secret in the wrong place is never repeated in the error", async () => {
  const misplaced = [
    ["note", "--passphrase=hunter2"],
    ["note", "hunter2"],
    ["note", "--expires", "hunter2"],
    ["note", "--server", "https://user:hunter2@notes.example"],
    ["note", "--passphrase-file", "hunter2"],
    ["hunter2"],
    ["open", "http://localhost/n#hunter2"],
    ["open", "--hunter2"],
  ];
  for (const args of misplaced) {
    const { exitCode, stdout, stderr } = await runTacetProcess(args, { stdin: "text" });
    expect(exitCode).toBeGreaterThan(0);
    expect(`${stdout}${stderr}`).not.toContain("hunter2");
  }
});

test("a server that is not there is told by its own exit code", async () => {
  const { exitCode, stderr } = await runTacetProcess(["note", "--server", "http://127.0.0.1:1"], { stdin: "text" });
  expect({ exitCode, stderr }).toEqual({ exitCode: 7, stderr: "tacet: The server could not be reached\n" });
}, 20_000);
