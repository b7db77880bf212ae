import tailwind from "bun-plugin-tailwind";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import * as z from "zod";
import { webFile } from "../server/src/http/web-files.ts";

const root = join(import.meta.dir, "..");
const outdir = join(root, "web/dist");
const index = join(outdir, "index.html");
/** What the frame fetches as soon as it runs. */
const PAGE_SOURCE = "app/start-page.tsx";
/** What a reader on a slow line waits for before there is anything to see. */
const MAX_FRAME_BYTES = 75_000;
/** With everything that pages fetch besides, but for the worker, which only passphrases start. */
const MAX_ALL_BYTES = 110_000;

/** Sizes of JavaScript in bytes, as the server sends it. */
export interface WebSizes {
  readonly frame: number;
  readonly all: number;
}

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

/** Builds the web app into web/dist. Throws when it has grown too large. */
export async function buildWeb(): Promise<WebSizes> {
  await rm(outdir, { recursive: true, force: true });
  const workerUrl = await buildWorker();
  const page = await Bun.build({
    ...shared,
    entrypoints: [join(root, "web/src/index.html")],
    splitting: true,
    // Pages stretch passphrases in the worker: what the SDK would load in its place must not be there to be loaded.
    external: ["@tacet/crypto/argon2id"],
    plugins: [tailwind],
    naming: { entry: "[dir]/[name].[ext]", chunk: hashedName, asset: hashedName },
    define: { ...shared.define, ARGON2ID_WORKER_URL: JSON.stringify(workerUrl) },
    metafile: true,
  });
  const { outputs } = Metafile.parse(page.metafile);
  await preloadPage(outputs);
  const sizes = await measure(outputs);
  if (sizes.frame > MAX_FRAME_BYTES || sizes.all > MAX_ALL_BYTES) throw new Error(`too much: ${inWords(sizes)}`);
  return sizes;
}

/** A file of its own, because its response alone may run WebAssembly. */
async function buildWorker(): Promise<string> {
  const entrypoint = join(root, "client/src/browser/argon2id-worker.ts");
  const { outputs } = await Bun.build({ ...shared, entrypoints: [entrypoint], naming: hashedName });
  const [worker] = outputs;
  if (!worker) throw new Error("the worker was not built");
  return `/assets/${basename(worker.path)}`;
}

const Output = z.object({
  entryPoint: z.string().optional(),
  imports: z.array(z.object({ path: z.string(), kind: z.string() })),
});
const Metafile = z.object({ outputs: z.record(z.string(), Output) });
type Outputs = z.output<typeof Metafile>["outputs"];

/** Lets browsers fetch the page beside the frame, not after it: a round trip less until there is something to write into. */
async function preloadPage(outputs: Outputs): Promise<void> {
  const [page] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(PAGE_SOURCE)) ?? [];
  if (page === undefined) throw new Error(`${PAGE_SOURCE} is in no file of its own`);
  const html = await Bun.file(index).text();
  const names = withImports(outputs, [basename(page)]).difference(withImports(outputs, scriptsOf(html)));
  const links = Array.from(names, (name) => `<link rel="modulepreload" crossorigin href="/assets/${name}">`);
  await Bun.write(index, html.replace("</head>", `${links.join("")}</head>`));
}

async function measure(outputs: Outputs): Promise<WebSizes> {
  const scripts = Object.keys(outputs).filter((path) => path.endsWith(".js"));
  return {
    frame: await sentBytes(withImports(outputs, scriptsOf(await Bun.file(index).text()))),
    all: await sentBytes(scripts.map((path) => basename(path))),
  };
}

const scriptsOf = (html: string): readonly string[] =>
  Array.from(html.matchAll(/<script[^>]* src="([^"]+)"/g), ([, url]) => basename(url ?? ""));

/** With everything that they import statically, by file name. */
function withImports(outputs: Outputs, names: readonly string[]): ReadonlySet<string> {
  const loaded = new Set(names);
  for (const name of loaded) {
    const output = Object.entries(outputs).find(([path]) => basename(path) === name)?.[1];
    for (const { path, kind } of output?.imports ?? []) if (kind === "import-statement") loaded.add(basename(path));
  }
  return loaded;
}

async function sentBytes(names: Iterable<string>): Promise<number> {
  const files = await Promise.all(
    Array.from(names, async (name) => webFile(name, await Bun.file(join(outdir, "assets", name)).bytes())),
  );
  return files.reduce((sum, [, { plain, gzip }]) => sum + (gzip ?? plain).length, 0);
}

const inWords = ({ frame, all }: WebSizes): string =>
  `${(frame / 1000).toFixed(1)} KB of JavaScript (gzip) before the frame shows, ${(all / 1000).toFixed(1)} KB in all`;

if (import.meta.main) process.stdout.write(`web: ${inWords(await buildWeb())}\n`);
