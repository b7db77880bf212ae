/** `npm run check`: everything that can be said about the code without running it. Every step runs, so that one report shows all. */

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

const steps: readonly Step[] = [
  { name: "lockfile", command: ["npm", "ci", "--dry-run", "--loglevel=error"] },
  { name: "format", command: ["oxfmt", "--check", "."] },
  { name: "lint", command: ["oxlint"] },
  { name: "types", command: ["tsc"] },
  { name: "architecture", command: ["bun", "test", "scripts/architecture.test.ts"] },
  { name: "messages", command: ["bun", "test", "web/src/languages"] },
  { name: "size of pages", command: ["bun", "scripts/build-web.ts"] },
  { name: "dead code", command: ["knip"] },
  { name: "generated docs", command: ["bun", "scripts/generate-docs.ts", "--check"] },
];

const failed: string[] = [];
for (const { name, command } of steps) {
  const startedAt = performance.now();
  const run = Bun.spawnSync([...command], { stdout: "pipe", stderr: "pipe" });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${run.exitCode === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)\n`);
  if (run.exitCode === 0) continue;
  failed.push(name);
  process.stdout.write(`${run.stdout.toString()}${run.stderr.toString()}\n`);
}
process.stdout.write(failed.length === 0 ? "check: all is well\n" : `check: failed: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
