import { expect, test } from "bun:test";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dir, "..");
const sources = ["client", "cli", "crypto", "protocol", "scripts", "server", "web", "package.json", "tsconfig.json"];

const isSource = (path: string): boolean => path !== join(root, "web/dist");

/** The sources as somebody else has them: in another folder, without a repository, with their own installed packages. */
async function copySources(folder: string): Promise<void> {
  for (const name of sources) {
    await cp(join(root, name), join(folder, name), { recursive: true, filter: isSource });
  }
  const [from, to] = [join(root, "node_modules"), join(folder, "node_modules")];
  // Half a gigabyte: by hard links where that is possible.
  if (Bun.spawnSync(["cp", "-al", from, to]).exitCode === 0) return;
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true, verbatimSymlinks: true });
}

/** Everything that a build makes, as SHA-256 by path. */
async function build(folder: string): Promise<Readonly<Record<string, string>>> {
  await copySources(folder);
  const { exitCode, stderr } = Bun.spawnSync([process.execPath, "scripts/build.ts"], { cwd: folder });
  if (exitCode !== 0) throw new Error(stderr.toString());
  const scans = ["dist/**/*", "web/dist/**/*"].map((pattern) => Array.fromAsync(new Bun.Glob(pattern).scan(folder)));
  const paths = (await Promise.all(scans)).flat();
  const hashes = paths.toSorted().map(async (path) => {
    const bytes = await Bun.file(join(folder, path)).bytes();
    return [path, new Bun.CryptoHasher("sha256").update(bytes).digest("hex")];
  });
  return Object.fromEntries(await Promise.all(hashes));
}

test("two people who build the same sources in different places get the same web app, list and executable", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tacet-build-test-"));
  try {
    const first = await build(join(folder, "a"));
    const second = await build(join(folder, "another/and/deeper/place"));
    expect(second).toEqual(first);
    const names = Object.keys(first).join("\n");
    for (const name of ["dist/tacet", "dist/web-hashes.json", "web/dist/index.html"]) expect(names).toContain(name);
    const executable = Buffer.from(await Bun.file(join(folder, "a/dist/tacet")).bytes());
    expect(executable.includes(folder)).toBe(false);
  } finally {
    await rm(folder, { recursive: true });
  }
});
