import { cpus, release, totalmem, type } from "node:os";
import * as z from "zod";

/** On what, with what and when something was measured. */
export const Facts = z.object({
  at: z.iso.date(),
  cpu: z.string(),
  cores: z.int(),
  memoryGiB: z.int(),
  os: z.string(),
  bun: z.string(),
  /** Absent when the files were not those of a commit. */
  commit: z.string().optional(),
});
export type Facts = z.output<typeof Facts>;

const ownOutputs = [":!bench/results", ":!docs/performance.md", ":!docs/performance"];

export function readFacts(): Facts {
  const commit = cleanCommit();
  return {
    at: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    bun: Bun.version,
    ...(commit !== undefined && { commit }),
  };
}

/** Undefined when files differ from the commit, but for those that a benchmark writes. */
function cleanCommit(): string | undefined {
  const changed = git("status", "--porcelain", "--", ".", ...ownOutputs);
  return changed === "" ? git("rev-parse", "--short=12", "HEAD") : undefined;
}

function git(...args: readonly string[]): string | undefined {
  const run = Bun.spawnSync(["git", ...args], { cwd: `${import.meta.dir}/../..`, stderr: "ignore" });
  return run.exitCode === 0 ? run.stdout.toString().trim() : undefined;
}
