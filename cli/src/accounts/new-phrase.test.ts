import { afterAll, expect, test } from "bun:test";
import { startTestServer } from "../../../server/test/start-server.ts";
import { makeAccountMachine } from "../testing/account-machine.ts";
import { mainPath } from "../testing/run-tacet.ts";
import { startOnTerminal } from "../testing/terminal-session.ts";

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());

test("who has no phrase gets six words, on the terminal alone, and types them once before they count", async () => {
  using laptop = makeAccountMachine(server.origin);
  const script = `"$0" "$1" register alice --sign-in phrase --json >"${laptop.folder.at("out")}" 2>"${laptop.folder.at("err")}"`;
  await using session = startOnTerminal(["sh", "-c", script, process.execPath, mainPath], laptop.env);
  await session.sees("drawn for you): ");
  session.type("\r");
  await session.sees("The same again: ");
  const [phrase = ""] = /^(\S+ ){5}\S+$/m.exec(session.screen().replaceAll("\r", "").replaceAll(/^ +/gm, "")) ?? [];
  expect(phrase.split(" ")).toHaveLength(6);
  session.type(`${phrase}\r`);
  expect(await session.exitCode()).toBe(0);
  for (const name of ["out", "err"]) expect(await Bun.file(laptop.folder.at(name)).text()).not.toContain(phrase);
  expect(await laptop.json("login", "alice", "--phrase-file", laptop.fileOf(phrase))).toMatchObject({
    username: "alice",
  });
});
