import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "bun:test";
import { runTacetProcess } from "../testing/run-tacet.ts";
import { makeScratchFolder, type ScratchFolder } from "../testing/scratch-folder.ts";
import { startOnTerminal } from "../testing/terminal-session.ts";

/** In real shells: each gets the script that the real program prints. */

async function scriptFor(shell: string, folder: ScratchFolder): Promise<string> {
  const { exitCode, stdout } = await runTacetProcess(["completions", shell]);
  expect(exitCode).toBe(0);
  const path = folder.at(`completions.${shell}`);
  writeFileSync(path, stdout);
  return path;
}

/** Of this line, with the cursor at its end. */
type Complete = (line: string) => Promise<readonly string[]>;

async function run(command: readonly string[], cwd: string): Promise<readonly string[]> {
  const child = Bun.spawn([...command], {
    cwd,
    stdout: "pipe",
    stderr: "pipe",
    env: { PATH: process.env["PATH"] ?? "", HOME: cwd },
  });
  const [text, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  expect(errors).toBe("");
  return text.split("\n").filter((line) => line !== "");
}

async function bashIn(folder: ScratchFolder): Promise<Complete> {
  const script = await scriptFor("bash", folder);
  return (line) => {
    const words = line.split(" ").map((word) => `'${word}'`);
    const program = `source ${script}; COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _tacet; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return run(["bash", "--norc", "-c", program], folder.path);
  };
}

/** fish says "word TAB description". */
async function fishIn(folder: ScratchFolder): Promise<Complete> {
  const script = await scriptFor("fish", folder);
  return async (line) => {
    const lines = await run(["fish", "--no-config", "-c", `source ${script}; complete -C '${line}'`], folder.path);
    return lines.map((text) => text.split("\t")[0] ?? "");
  };
}

/** Without what quotes a blank. */
const plain = (words: readonly string[]) => words.map((word) => word.replaceAll("\\", ""));

const shells = { bash: bashIn, fish: fishIn } as const;

for (const [shell, open] of Object.entries(shells)) {
  const isThere = Bun.which(shell) !== null;
  const inShell = (name: string, body: (complete: Complete, folder: ScratchFolder) => Promise<void>): void =>
    test.skipIf(!isThere)(`${name} [${shell}${isThere ? "" : ": not installed, so not tried"}]`, async () => {
      using folder = makeScratchFolder();
      await body(await open(folder), folder);
    });

  inShell("every command is offered, those of the operator too", async (complete) => {
    const offered = await complete("tacet ");
    for (const name of [
      "note",
      "open",
      "receipt",
      "burn",
      "completions",
      "serve",
      "doctor",
      "health",
      "backup",
      "keys",
      "help",
    ]) {
      expect(offered).toContain(name);
    }
    expect(await complete("tacet rec")).toEqual(["receipt"]);
    expect(await complete("tacet keys r")).toEqual(["rotate"]);
    expect(await complete("tacet note keys r")).not.toContain("rotate");
  });

  inShell("options are those of the command", async (complete) => {
    expect(await complete("tacet note --rea")).toEqual(["--reads"]);
    expect(await complete("tacet open --rea")).toEqual([]);
    expect(await complete("tacet keys rotate --d")).toEqual(["--data"]);
    expect(await complete("tacet note --reads 2 --exp")).toEqual(["--expires"]);
    expect(await complete("tacet completions z")).toEqual(["zsh"]);
  });

  inShell("files are offered where a file is wanted, and only there", async (complete, folder) => {
    writeFileSync(join(folder.path, "a key.txt"), "");
    for (const line of ["tacet note --passphrase-file a", "tacet open --out a", "tacet backup a", "tacet restore a"]) {
      expect({ line, offered: plain(await complete(line)) }).toEqual({ line, offered: ["a key.txt"] });
    }
    for (const line of ["tacet note --reads a", "tacet note --text a", "tacet open a", "tacet receipt a"]) {
      expect({ line, offered: await complete(line) }).toEqual({ line, offered: [] });
    }
  });
}

const hasZsh = Bun.which("zsh") !== null;
test.skipIf(!hasZsh)(
  `a person completes commands, options and files with Tab [zsh${hasZsh ? "" : ": not installed, so not tried"}]`,
  async () => {
    using folder = makeScratchFolder();
    const script = await scriptFor("zsh", folder);
    writeFileSync(folder.at("akey.txt"), "");
    await using zsh = startOnTerminal(["zsh", "-f", "-i"], { HOME: folder.path, TERM: "dumb", PS1: "ready> " });
    await zsh.sees("ready>");
    zsh.type(`cd ${folder.path}; autoload -U compinit; compinit -u; source ${script}; print loaded-$((40 + 2))\r`);
    await zsh.sees("loaded-42");
    for (const [typed, completed] of [
      ["tacet rec", "tacet receipt "],
      ["tacet keys r", "tacet keys rotate "],
      ["tacet note --rea", "tacet note --reads "],
      ["tacet completions f", "tacet completions fish "],
      ["tacet note --passphrase-file ak", "tacet note --passphrase-file akey.txt "],
    ] as const) {
      zsh.type(`${typed}\t`);
      await zsh.sees(completed);
      zsh.type("\u0015");
    }
  },
);

test("a script is the same each time, and a shell that is not there is a mistake of usage", async () => {
  const [first, second] = await Promise.all([1, 2].map(() => runTacetProcess(["completions", "zsh"])));
  expect(first).toEqual(second ?? expect.anything());
  expect(await runTacetProcess(["completions", "tcsh"])).toMatchObject({ exitCode: 2, stdout: "" });
});
