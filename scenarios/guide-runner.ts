import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import * as z from "zod";
import type { GuideBlock } from "./guide-blocks.ts";

export interface GuidePlace {
  /** Where all blocks of a guide run, one after the other, so that each finds the files of those before. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly browser: Browser;
  /** Serves the folder, as the web server of a page of one's own does. */
  readonly pageOrigin: string;
}

type Run = (source: string, place: GuidePlace) => Promise<string>;

const root = join(import.meta.dir, "..");

/** How each language is run. What it prints is the answer; a failure throws with all that was said. */
const runners: Readonly<Record<string, Run>> = {
  sh: (source, place) => run(["bash", "-euo", "pipefail", "-c", source], place),
  crontab: (source, place) => run(["sh", "-c", commandOf(source)], place),
  yaml: runAnsibleCommands,
  js: runInNodeAndBun,
  html: openInBrowser,
};

export function runBlock({ language, source }: GuideBlock, place: GuidePlace): Promise<string> {
  const runner = runners[language];
  if (!runner) throw new Error(`nothing runs ${language}`);
  return runner(source, place);
}

/** Puts `tacet` on the path, from these sources. */
export async function installTacet(folder: string): Promise<string> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  const main = join(root, "cli/src/main.ts");
  await Bun.write(join(bin, "tacet"), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
  await chmod(join(bin, "tacet"), 0o755);
  return `${bin}:${process.env["PATH"] ?? ""}`;
}

async function run(command: readonly string[], { folder, env }: GuidePlace, input = ""): Promise<string> {
  const child = Bun.spawn([...command], {
    cwd: folder,
    env,
    stdin: new Blob([input]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [printed, errors, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (exitCode !== 0) throw new Error(`it ended with ${exitCode}:\n${printed}${errors}`);
  return printed;
}

/** Five fields say when; the rest is for the shell. */
const commandOf = (line: string): string => line.trim().replace(/^(\S+\s+){5}/, "");

const Tasks = z.array(
  z.looseObject({
    "ansible.builtin.command": z.object({
      argv: z.array(z.string()),
      stdin: z.string(),
      stdin_add_newline: z.literal(false),
    }),
  }),
);

/** The commands that Ansible would run, without Ansible. */
async function runAnsibleCommands(source: string, place: GuidePlace): Promise<string> {
  const printed: string[] = [];
  for (const { "ansible.builtin.command": task } of Tasks.parse(Bun.YAML.parse(source))) {
    printed.push(await run(task.argv, place, task.stdin));
  }
  return printed.join("");
}

/** What is printed must not depend on which it is. */
async function runInNodeAndBun(source: string, place: GuidePlace): Promise<string> {
  const file = join(place.folder, "example.mjs");
  await Bun.write(file, source);
  const [inNode, inBun] = [await run(["node", file], place), await run([process.execPath, file], place)];
  if (inNode !== inBun) throw new Error(`Node prints ${inNode}, Bun prints ${inBun}`);
  return inNode;
}

/** Answers what the page shows in the end. */
async function openInBrowser(source: string, { folder, browser, pageOrigin }: GuidePlace): Promise<string> {
  await Bun.write(join(folder, "page.html"), source);
  const page = await browser.newPage();
  await page.goto(`${pageOrigin}/page.html`);
  await page.getByText(/^http/).waitFor();
  return page.locator("output").innerText();
}
