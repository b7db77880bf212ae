import tailwind from "bun-plugin-tailwind";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import * as z from "zod";

const root = join(import.meta.dir, "..");
const outdir = join(root, "web/dist");
/** What a reader on a slow line waits for: the page, before anything of it is needed later. */
const MAX_FIRST_LOAD_BYTES = 100 * 1024;

/** The file names hold hashes of the contents, so that they can be cached for ever, and the same sources give the same files. */
const shared = {
  root: join(root, "web/src"),
  outdir,
  target: "browser",
  format: "esm",
  minify: true,
  publicPath: "/",
  define: { "process.env.NODE_ENV": '"production"' },
} as const;
const hashedName = "assets/[name]-[hash].[ext]";

/** Builds the web app into web/dist. Answers the gzip size, in bytes, of the JavaScript that the first page loads. */
export async function buildWeb(): Promise<number> {
  await rm(outdir, { recursive: true, force: true });
  const workerUrl = await buildWorker();
  const page = await Bun.build({
    ...shared,
    entrypoints: [join(root, "web/src/index.html")],
    splitting: true,
    plugins: [tailwind],
    naming: { entry: "[dir]/[name].[ext]", chunk: hashedName, asset: hashedName },
    define: { ...shared.define, ARGON2ID_WORKER_URL: JSON.stringify(workerUrl) },
    metafile: true,
  });
  const bytes = await firstLoadBytes(Metafile.parse(page.metafile));
  if (bytes > MAX_FIRST_LOAD_BYTES) throw new Error(`the first page loads ${inKiB(bytes)} of JavaScript: too much`);
  return bytes;
}

/** A file of its own, because its response alone may run WebAssembly. */
async function buildWorker(): Promise<string> {
  const entrypoint = join(root, "client/src/browser/argon2id-worker.ts");
  const { outputs } = await Bun.build({ ...shared, entrypoints: [entrypoint], naming: hashedName });
  const [worker] = outputs;
  if (!worker) throw new Error("the worker was not built");
  return `/assets/${basename(worker.path)}`;
}

const Metafile = z.object({
  outputs: z.record(z.string(), z.object({ imports: z.array(z.object({ path: z.string(), kind: z.string() })) })),
});

/** Walks what is imported statically; what `import()` names is loaded when it is needed. */
async function firstLoadBytes({ outputs }: z.output<typeof Metafile>): Promise<number> {
  const html = await Bun.file(join(outdir, "index.html")).text();
  const waiting = Array.from(html.matchAll(/<script[^>]* src="([^"]+)"/g), ([, url]) => basename(url ?? ""));
  const loaded = new Set(waiting);
  for (const name of loaded) {
    const output = Object.entries(outputs).find(([path]) => basename(path) === name)?.[1];
    for (const { path, kind } of output?.imports ?? []) if (kind === "import-statement") loaded.add(basename(path));
  }
  const sizes = await Promise.all([...loaded].map((name) => gzipBytes(join(outdir, "assets", name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const gzipBytes = async (path: string): Promise<number> => Bun.gzipSync(await Bun.file(path).bytes()).length;

const inKiB = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB (gzip)`;

if (import.meta.main) process.stdout.write(`web: first load ${inKiB(await buildWeb())} of JavaScript\n`);
