import { expect, test } from "bun:test";
import type { OperatorCommand, OperatorInput } from "./operator-command.ts";
import { runTacet } from "./run-tacet.ts";
import { collectOutput } from "./testing/collected-output.ts";
import { createTestHost } from "./testing/test-host.ts";

async function run(args: readonly string[], commands: readonly OperatorCommand[]) {
  const { output, stdout, stderr } = collectOutput("words");
  const parts = { loadOperatorCommands: async () => commands, loadServedFiles: async () => ({}) };
  const exitCode = await runTacet(args, parts, createTestHost(output, { TACET_DATA: "/data" }));
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

function recorded(command: Omit<OperatorCommand, "run">): { command: OperatorCommand; inputs: OperatorInput[] } {
  const inputs: OperatorInput[] = [];
  const record = async (input: OperatorInput) => {
    inputs.push(input);
    input.print("first");
    input.print("second");
  };
  return { command: { ...command, run: record }, inputs };
}

test("an operator's command gets its arguments, flags and settings, and its lines are printed in order", async () => {
  const flags = [
    { name: "data", summary: "re-seal the data" },
    { name: "dry-run", summary: "only say" },
  ];
  const rotate = recorded({ name: "keys rotate", summary: "rotate", flags });
  const backup = recorded({ name: "backup", summary: "copy", arguments: [{ name: "FILE", summary: "the copy" }] });
  const commands = [rotate.command, backup.command];
  expect(await run(["keys", "rotate", "--dry-run"], commands)).toEqual({
    exitCode: 0,
    stdout: "first\nsecond\n",
    stderr: "",
  });
  await run(["backup", "copy.db"], commands);
  expect(rotate.inputs.map((input) => [...input.flags])).toEqual([["dry-run"]]);
  expect(backup.inputs.map(({ args, env }) => ({ args, env }))).toEqual([
    { args: ["copy.db"], env: { TACET_DATA: "/data" } },
  ]);
});

test("an operator's command gets the values of its options, and no other", async () => {
  const options = [{ name: "for", value: "time", summary: "how long" }];
  const create = recorded({ name: "admin create", summary: "make", options });
  await run(["admin", "create", "--for", "7d"], [create.command]);
  await run(["admin", "create"], [create.command]);
  expect(create.inputs.map((input) => [...input.options])).toEqual([[["for", "7d"]], []]);
  expect((await run(["admin", "create", "--for"], [create.command])).exitCode).toBe(2);
});

const fail = (name: string) => async () => {
  throw Object.assign(new Error("TACET_PORT is no number."), { name });
};

test("an operator's command that fails says its one sentence and exits with its code", async () => {
  const serve = { name: "serve", summary: "serve", run: fail("ConfigError") };
  const expected = { stdout: "", stderr: "tacet: TACET_PORT is no number.\n" };
  expect(await run(["serve"], [serve])).toEqual({ exitCode: 9, ...expected });
  expect(await run(["serve"], [{ ...serve, run: fail("OperatorError") }])).toEqual({ exitCode: 12, ...expected });
});

test("half a command, a missing and a surplus argument are mistakes of usage", async () => {
  const { command } = recorded({ name: "keys rotate", summary: "rotate" });
  const backup = recorded({ name: "backup", summary: "copy", arguments: [{ name: "FILE", summary: "the copy" }] });
  for (const args of [["keys"], ["keys", "turn"], ["keys", "rotate", "now"], ["backup"], ["sesame"]]) {
    const { exitCode, stdout, stderr } = await run(args, [command, backup.command]);
    expect({ args, exitCode, stdout }).toEqual({ args, exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^tacet: .*see tacet --help\n$/);
  }
});

test("help lists every command and exit code", async () => {
  const { command } = recorded({ name: "serve", summary: "run the server" });
  const { exitCode, stdout } = await run(["--help"], [command]);
  expect(exitCode).toBe(0);
  for (const text of ["note [options]", "open [options]", "receipt", "burn", "run the server", "130  stopped"])
    expect(stdout).toContain(text);
});
