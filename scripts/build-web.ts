import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { webPlugins } from "./web-plugins.ts";
import {
  measureFirstLoad,
  Metafile,
  notePages,
  outputOf,
  scriptsOf,
  sourceOf,
  withImports,
  type Outputs,
} from "./web-sizes.ts";

const root = join(import.meta.dir, "..");
const outdir = join(root, "web/dist");
const index = join(outdir, "index.html");
/** JavaScript that any page of notes fetches by itself, in bytes as sent. What a press asks for (a passphrase, a QR code) is not in it. */
const MAX_FIRST_LOAD_BYTES = 100_000;

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

/** Builds the web app into web/dist and answers its first load in bytes. Throws when that has grown too large. */
export async function buildWeb(): Promise<number> {
  await rm(outdir, { recursive: true, force: true });
  const argon2idUrl = await buildWorker("argon2id-worker");
  const contactUrl = await buildWorker("contact-worker");
  const { metafile } = await Bun.build({
    ...shared,
    entrypoints: [join(root, "web/src/index.html")],
    splitting: true,
    // Pages stretch passphrases in the worker: what the SDK would load in its place must not be there to be loaded.
    external: ["@tacet/crypto/argon2id"],
    plugins: webPlugins(outdir),
    naming: { entry: "[dir]/[name].[ext]", chunk: hashedName, asset: hashedName },
    define: {
      ...shared.define,
      ARGON2ID_WORKER_URL: JSON.stringify(argon2idUrl),
      CONTACT_WORKER_URL: JSON.stringify(contactUrl),
    },
    metafile: true,
  });
  const { outputs } = Metafile.parse(metafile);
  await preloadShared(outputs);
  const bytes = Math.max(...(await Promise.all(notePages.map((page) => measureFirstLoad(outputs, { outdir, page })))));
  if (bytes > MAX_FIRST_LOAD_BYTES) throw new Error(`too much: ${inWords(bytes)}`);
  return bytes;
}

/** A file of its own, as a worker must be; of one of them the response alone may run WebAssembly. */
async function buildWorker(name: "argon2id-worker" | "contact-worker"): Promise<string> {
  const entrypoint = join(root, `client/src/browser/${name}.ts`);
  const { outputs } = await Bun.build({ ...shared, entrypoints: [entrypoint], naming: hashedName });
  const [worker] = outputs;
  if (!worker) throw new Error(`${name} was not built`);
  return `/assets/${basename(worker.path)}`;
}

/** Lets browsers fetch what all pages of notes share beside the frame, not after it: the most of it is cryptography and contract. */
async function preloadShared(outputs: Outputs): Promise<void> {
  const html = await Bun.file(index).text();
  const [first, ...others] = notePages.map((page) => withImports(outputs, [outputOf(outputs, sourceOf(page))]));
  const common = others.reduce((names, each) => names.intersection(each), first ?? new Set());
  const names = common.difference(withImports(outputs, scriptsOf(html)));
  const links = Array.from(names, (name) => `<link rel="modulepreload" crossorigin href="/assets/${name}">`);
  await Bun.write(index, html.replace("</head>", `${links.join("")}</head>`));
}

const inWords = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB of JavaScript (gzip) on first load`;

if (import.meta.main) process.stdout.write(`web: ${inWords(await buildWeb())}\n`);
