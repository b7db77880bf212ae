import { expect, test } from "bun:test";
import { cliError } from "./cli-error.ts";
import { deliver } from "./deliver-note.ts";
import { describeFailure } from "./failure.ts";
import { collectOutput, type CollectedOutput } from "./testing/collected-output.ts";
import { createTestHost } from "./testing/test-host.ts";

const noteThat = (confirm: () => Promise<void>) => ({ text: "the text", confirm });

test.each([
  ["words", "the text"],
  ["json", '{"text":"the text"'],
] as const)("in %s, the text has left before it is confirmed", async (form, expected) => {
  const collected: CollectedOutput = collectOutput(form);
  let atConfirmation = "";
  const note = noteThat(async () => void (atConfirmation = collected.stdout()));
  await deliver(note, undefined, createTestHost(collected.output));
  expect(atConfirmation).toBe(expected);
});

test("a confirmation that fails does not make a delivered text a failure", async () => {
  const { output, stdout, stderr } = collectOutput("json");
  const note = noteThat(() => Promise.reject(new Error("offline")));
  await deliver(note, undefined, createTestHost(output));
  expect(JSON.parse(stdout())).toEqual({ text: "the text", confirmed: false });
  expect(JSON.parse(stderr()).warning).toContain("taken, not confirmed");
});

test("a disk that is full does not cost the text: it goes to standard output, and the failure is told", async () => {
  const { output, stdout } = collectOutput("words");
  let confirmations = 0;
  const note = noteThat(async () => void confirmations++);
  const fullDisk = {
    write: () => {
      throw cliError("file_unwritable");
    },
    [Symbol.dispose]: () => {},
  };
  const failure = await deliver(note, fullDisk, createTestHost(output)).catch(describeFailure);
  expect(failure).toMatchObject({ code: "file_unwritable" });
  expect({ stdout: stdout(), confirmations }).toEqual({ stdout: "the text", confirmations: 1 });
});
