import { expect, test } from "bun:test";
import { runTacetProcess } from "./testing/run-tacet.ts";

const commandsIn = (help: string): readonly string[] =>
  [...(help.split("Commands:\n")[1]?.split("\n\n")[0] ?? "").matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name ?? "");

/** The help of a command and of all under it, by its words. */
async function readHelp(words: readonly string[] = []): Promise<readonly (readonly [string, string])[]> {
  const { exitCode, stdout, stderr } = await runTacetProcess([...words, "--help"]);
  expect([words, exitCode, stderr]).toEqual([words, 0, ""]);
  const below = commandsIn(stdout).filter((name) => name !== "help");
  const inner = await Promise.all(below.map((name) => readHelp([...words, name])));
  return [[words.join(" "), stdout], ...inner.flat()];
}

test("every command explains itself, its arguments and its options", async () => {
  const pages = new Map(await readHelp());
  expect(pages.size).toBeGreaterThan(15);
  for (const [words, page] of pages) {
    expect(page).toStartWith(`Usage: tacet${words && ` ${words}`} `);
    const entries = page.split("\n").filter((line) => /^ {2}(-|[a-z])/.test(line));
    // A name alone on its line has its explanation on the next, further in.
    const bare = entries.filter((line) => !/\S {2,}\S/.test(line.trim()) && !page.includes(`${line}\n      `));
    expect([words, bare.filter((line) => !line.includes("tacet"))]).toEqual([words, []]);
  }
  for (const words of ["note", "open", "serve", "doctor", "backup", "restore", "completions"]) {
    expect(pages.get(words)).toContain("\nExamples:\n  ");
  }
});
