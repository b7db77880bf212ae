import { ClientError, ProtocolError } from "@tacet/client";
import { expect, test } from "bun:test";
import { cliError } from "./cli-error.ts";
import { exitCodeHelp, exitCodes } from "./exit-codes.ts";
import { describeFailure } from "./failure.ts";

const named = (name: string) => Object.assign(new Error("TACET_PORT is no number."), { name });

test("a script can tell the failures apart by their exit codes", () => {
  const codes = [
    new ProtocolError("note_not_found"),
    new ProtocolError("note_gone"),
    new ProtocolError("wrong_passphrase"),
    new ProtocolError("passphrase_delayed"),
    new ClientError("link_damaged"),
    new ClientError("unreachable_server"),
    new ProtocolError("storage_full"),
    new ClientError("header_forged"),
    cliError("file_exists"),
  ].map((error) => describeFailure(error).exitCode);
  expect(codes).toEqual([3, 4, 5, 5, 6, 7, 8, 10, 11]);
});

test("no two meanings share an exit code, and the help lists them all", () => {
  const numbers = Object.values(exitCodes).map(({ exitCode }) => exitCode);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { exitCode, meaning } of Object.values(exitCodes))
    expect(exitCodeHelp()).toContain(`${exitCode}  ${meaning}`);
});

test("the manual has the same table", async () => {
  const manual = await Bun.file(new URL("../../docs/cli.md", import.meta.url)).text();
  const rows = Object.values(exitCodes).map(({ exitCode, meaning }) => `| ${exitCode} | ${meaning} |`);
  expect(manual.replaceAll(/ +\|/g, " |")).toContain(rows.join("\n"));
});

test("an error that nobody foresaw tells its kind but not its message, which could quote a secret", () => {
  const failure = describeFailure(Object.assign(new TypeError("cannot parse hunter2"), { code: "EPERM" }));
  expect(failure).toEqual({
    code: "tacet_fault",
    message: "Something went wrong in tacet itself (TypeError, EPERM)",
    exitCode: 1,
  });
  expect(describeFailure("hunter2").message).not.toContain("hunter2");
});

test("what a server adds is marked as the server's and cut", () => {
  const { message } = describeFailure(new ProtocolError("storage_full", { detail: "x".repeat(5000) }));
  expect(message).toStartWith("The server can store no more for now (the server says: xxx");
  expect(message.length).toBeLessThan(400);
});

test("a delay is told in seconds, and to programs in milliseconds", () => {
  const failure = describeFailure(new ProtocolError("passphrase_delayed", { retryAfterMs: 3500 }));
  expect(failure.message).toEndWith("try again in 4 s");
  expect(failure.retryAfterMs).toBe(3500);
});

test("a wrong setting and a refused operation keep their sentence", () => {
  expect(describeFailure(named("ConfigError"))).toMatchObject({ exitCode: 9, message: "TACET_PORT is no number." });
  expect(describeFailure(named("OperatorError"))).toMatchObject({ exitCode: 12, message: "TACET_PORT is no number." });
});
