import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../../server/test/start-server.ts";
import { makeNote, runTacetProcess } from "../testing/run-tacet.ts";

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

test("a receipt tells what became of a note, step by step", async () => {
  const { link, receiptLink } = await makeNote(server.origin, "x", ["--reads", "2"]);
  const before = await runTacetProcess(["receipt", receiptLink]);
  expect(before.stdout).toStartWith("Not opened.\nStill there: 2 of 2 reads left; it expires ");
  await runTacetProcess(["open", link]);
  const after = await runTacetProcess(["receipt", "-"], { stdin: receiptLink });
  expect(after.exitCode).toBe(0);
  expect(after.stdout).toMatch(/^Taken \S+ \S+ UTC, opening confirmed \S+ \S+ UTC\.\nStill there: 1 of 2 reads left/);
});

test("burning destroys a note that nobody took; doing it again changes nothing", async () => {
  const { link, receiptLink } = await makeNote(server.origin, "x");
  const first = await runTacetProcess(["burn", receiptLink]);
  expect(first.exitCode).toBe(0);
  expect(first.stdout).toMatch(/^Burned \S+ \S+ UTC, never taken\.\nDestroyed /);
  expect((await runTacetProcess(["burn", receiptLink, "--yes"])).stdout).toBe(first.stdout);
  expect((await runTacetProcess(["open", link])).exitCode).toBe(4);
});

test("burning too late tells the truth: the note had been read", async () => {
  const { link, receiptLink } = await makeNote(server.origin, "x");
  await runTacetProcess(["open", link]);
  const { exitCode, stdout } = await runTacetProcess(["burn", receiptLink, "--json"]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ state: "ended", readsLeft: 0, lines: [{ kind: "confirmed" }] });
});

test("the reader's link shows no receipt and burns nothing", async () => {
  const { link } = await makeNote(server.origin, "x");
  expect((await runTacetProcess(["receipt", link])).exitCode).toBe(6);
  expect((await runTacetProcess(["burn", link])).exitCode).toBe(6);
  expect((await runTacetProcess(["open", link])).stdout).toBe("x");
});
