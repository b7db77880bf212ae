import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withoutOwnSettings } from "./child-environment.ts";
import { CliError, cliError } from "./cli-error.ts";
import type { Host } from "./host.ts";
import { createPrivateFolder } from "./private-folder.ts";

/** Opens an empty file in the person's editor and gives what was saved, as bytes. Throws CliError `no_editor` or `editor_failed`. */
export async function writeInEditor(host: Host, maxBytes: number): Promise<Uint8Array> {
  const editor = host.env["VISUAL"] || host.env["EDITOR"];
  if (!editor) throw cliError("no_editor");
  using folder = createPrivateFolder(host.env, host.interruption);
  if (!folder.isInMemory) await host.output.warn("While you write, the text lies on the disk.");
  const path = join(folder.path, "note.txt");
  writeFileSync(path, "", { mode: 0o600, flag: "wx" });
  await runEditor(editor, path, host);
  return readSaved(path, maxBytes);
}

/** Synchronously, so that the text is read before the folder goes. */
function readSaved(path: string, maxBytes: number): Uint8Array {
  try {
    if (statSync(path).size <= maxBytes) return readFileSync(path);
  } catch (cause) {
    throw cliError("editor_failed", cause);
  }
  throw new CliError("text_too_large", "A note's text is at most 1 MiB; nothing was sent");
}

async function runEditor(editor: string, path: string, { env, output, interruption }: Host): Promise<void> {
  using stack = new DisposableStack();
  stack.use(interruption.leaveInterruptsToChild());
  // Through the shell, as every program does with these two variables: they may hold options.
  const child = Bun.spawn(["/bin/sh", "-c", `${editor} "$1"`, "tacet", path], {
    stdin: "inherit",
    // Standard output may be captured for the links: then the editor draws where messages go.
    stdout: output.isTerminal ? "inherit" : 2,
    stderr: "inherit",
    env: withoutOwnSettings(env),
  });
  stack.use(interruption.onStop(() => child.kill()));
  if ((await child.exited) !== 0) throw cliError("editor_failed");
}
