import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../../server/test/start-server.ts";
import { mainPath, makeNote, runTacetProcess, testEnvironment } from "../testing/run-tacet.ts";
import { makeScratchFolder } from "../testing/scratch-folder.ts";

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

test("a note opens once; the second reader is told that it was read", async () => {
  const { link } = await makeNote(server.origin, "only once");
  const first = await runTacetProcess(["open", link]);
  expect(first).toMatchObject({ exitCode: 0, stdout: "only once" });
  expect(first.stderr).toContain("takes its last read and destroys it");
  const second = await runTacetProcess(["open", link]);
  expect(second).toMatchObject({ exitCode: 4, stdout: "" });
  expect(second.stderr).toContain("it was read");
});

test("the link need not be an argument: standard input brings it, wrapped as mail programs do", async () => {
  const { link } = await makeNote(server.origin, "by stdin", ["--reads", "2"]);
  const wrapped = `${link.slice(0, 40)}\r\n${link.slice(40)}\n`;
  expect(await runTacetProcess(["open", "-"], { stdin: wrapped })).toMatchObject({ exitCode: 0, stdout: "by stdin" });
  expect(await runTacetProcess(["open"], { stdin: link })).toMatchObject({ exitCode: 0, stdout: "by stdin" });
});

test("--json gives one object, safe to show on a terminal", async () => {
  const { link } = await makeNote(server.origin, "\u009b31m\u202E");
  const { exitCode, stdout, stderr } = await runTacetProcess(["open", link, "--json"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/^[\x20-\x7e]*\n$/);
  expect(JSON.parse(stdout)).toEqual({ text: "\u009b31m\u202E", confirmed: true });
});

test("--out writes the exact text into a new file that is its owner's alone", async () => {
  using folder = makeScratchFolder();
  const { link } = await makeNote(server.origin, "into a file\u0007");
  const { exitCode, stdout } = await runTacetProcess(["open", link, "--out", folder.at("secret")]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  expect(readFileSync(folder.at("secret"), "utf8")).toBe("into a file\u0007");
  expect(statSync(folder.at("secret")).mode & 0o777).toBe(0o600);
});

test("--out overwrites nothing, follows no link, and a wrong path costs no read", async () => {
  using folder = makeScratchFolder();
  const { link } = await makeNote(server.origin, "still there");
  writeFileSync(folder.at("taken"), "mine");
  symlinkSync(folder.at("elsewhere"), folder.at("symlink"));
  for (const path of ["taken", "symlink", "no/such/folder"]) {
    expect(await runTacetProcess(["open", link, "--out", folder.at(path)])).toMatchObject({ exitCode: 11, stdout: "" });
  }
  expect(readFileSync(folder.at("taken"), "utf8")).toBe("mine");
  expect(existsSync(folder.at("elsewhere"))).toBe(false);
  expect((await runTacetProcess(["open", link])).stdout).toBe("still there");
});

test("a note that cannot be opened leaves no empty file behind", async () => {
  using folder = makeScratchFolder();
  const { link, receiptLink } = await makeNote(server.origin, "burned");
  expect((await runTacetProcess(["burn", receiptLink])).exitCode).toBe(0);
  const { exitCode, stderr } = await runTacetProcess(["open", link, "--out", folder.at("secret")]);
  expect(exitCode).toBe(4);
  expect(stderr).toContain("its sender destroyed it");
  expect(folder.names()).toEqual([]);
});

test("an output that fails leaves the note unconfirmed, and the receipt says so", async () => {
  const { link, receiptLink } = await makeNote(server.origin, "nowhere to go");
  const child = Bun.spawn(["sh", "-c", '"$0" "$1" open "$LINK" >/dev/full', process.execPath, mainPath], {
    env: testEnvironment({ LINK: link }),
    stderr: "pipe",
  });
  expect(await child.exited).toBe(11);
  const receipt = await runTacetProcess(["receipt", receiptLink, "--json"]);
  expect(JSON.parse(receipt.stdout)).toMatchObject({ lines: [{ kind: "not_confirmed" }] });
});

test("a damaged link is told before any request, and a receipt link is no link to a note", async () => {
  const { link, receiptLink } = await makeNote(server.origin, "x");
  const changed = `${link.slice(0, -3)}${link.at(-3) === "A" ? "B" : "A"}${link.slice(-2)}`;
  for (const damaged of [link.slice(0, -1), changed, `${link}A`, link.toLowerCase()])
    expect((await runTacetProcess(["open", damaged])).exitCode).toBe(6);
  expect((await runTacetProcess(["open", receiptLink])).exitCode).toBe(6);
  expect((await runTacetProcess(["open", "not a link"])).exitCode).toBe(6);
  expect((await runTacetProcess(["open", link])).exitCode).toBe(0);
});

test("a note that the server does not know is told apart from one that is gone", async () => {
  await using elsewhere = await startTestServer();
  const { link } = await makeNote(server.origin, "x");
  const moved = link.replace(server.origin, elsewhere.origin);
  expect(await runTacetProcess(["open", moved])).toMatchObject({ exitCode: 3, stdout: "" });
});

test("a note with a passphrase is not opened where nobody can be asked", async () => {
  using folder = makeScratchFolder();
  writeFileSync(folder.at("passphrase"), "secret words");
  const { link } = await makeNote(server.origin, "guarded", ["--passphrase-file", folder.at("passphrase")]);
  const { exitCode, stderr } = await runTacetProcess(["open", link]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("no terminal to ask on");
});
