import type { Command } from "commander";
import { bashCompletions } from "../completions/bash.ts";
import { readCommandTree, type CommandNode } from "../completions/command-tree.ts";
import { fishCompletions } from "../completions/fish.ts";
import { zshCompletions } from "../completions/zsh.ts";
import type { Output } from "../output.ts";

const scripts = {
  bash: bashCompletions,
  zsh: zshCompletions,
  fish: fishCompletions,
} as const satisfies Record<string, (nodes: readonly CommandNode[]) => string>;

export type Shell = keyof typeof scripts;
export const shells = Object.keys(scripts);

/** `tacet completions`: what a shell can offer for `program`, as a script for that shell. */
export const completionsCommand = (shell: Shell, program: Command, output: Output): Promise<void> =>
  output.write(scripts[shell](readCommandTree(program)));
