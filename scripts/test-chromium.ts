import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";

/**
 * The path of a Chromium unpacked from its npm package. In a folder of its own, named by version: the package takes whatever it finds
 * in the shared temporary folder for its own. Renamed when it is whole, so that two runs at once do not see half a browser.
 */
export async function unpackChromium(cache: string): Promise<string> {
  const home = join(cache, `chromium-${await packageVersion()}`);
  const executable = join(home, "chromium");
  if (existsSync(executable)) return executable;
  await mkdir(cache, { recursive: true });
  const unpacking = await mkdtemp(join(cache, "unpacking-"));
  try {
    await unpackInto(unpacking);
    await rename(unpacking, home).catch((error: unknown) => {
      if (!existsSync(executable)) throw error; // else another run was faster
    });
  } finally {
    await rm(unpacking, { recursive: true, force: true });
  }
  return executable;
}

async function packageVersion(): Promise<string> {
  const description = fileURLToPath(new URL("../package.json", import.meta.resolve("@sparticuz/chromium")));
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(description, "utf8"))).version;
}

/** In a process of its own, because the package reads where to unpack to from the environment. */
async function unpackInto(folder: string): Promise<void> {
  const script = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  const child = Bun.spawn([process.execPath, "-e", script], {
    cwd: join(import.meta.dir, ".."),
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if ((await child.exited) !== 0) throw new Error("Chromium could not be unpacked");
}
