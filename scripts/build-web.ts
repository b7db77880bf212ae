import type { BunPlugin } from "bun";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { webPlugins } from "./web-plugins.ts";
import {
  measureFirstLoad,
  Metafile,
  outputOf,
  scriptsOf,
  withImports,
  type MeasuredPage,
  type Outputs,
} from "./web-sizes.ts";

const root = join(import.meta.dir, "..");
const outdir = join(root, "web/dist");

/** Pages that are built together, apart from all others: what one kind grows by, no other loads (docs/decisions/0011). */
interface PageKind {
  readonly name: string;
  readonly html: string;
  /** JavaScript that any of its pages fetches by itself, in bytes as sent. What a press asks for (a passphrase, a QR code) is not in it. */
  readonly maxFirstLoadBytes: number;
  readonly pages: readonly MeasuredPage[];
}

const pageKinds: readonly PageKind[] = [
  {
    name: "notes",
    html: "index.html",
    maxFirstLoadBytes: 100_000,
    pages: ["write", "open", "receipt"].map((name) => ({
      source: `app/start-${name}-page.tsx`,
      catalogs: [name],
    })),
  },
  {
    name: "accounts",
    html: "account.html",
    maxFirstLoadBytes: 130_000,
    pages: [
      { source: "app/start-about-page.tsx", catalogs: ["about"] },
      { source: "app/start-contact-page.tsx", catalogs: ["contact"] },
      { source: "app/start-people-page.tsx", catalogs: ["account", "settings", "people"] },
      { source: "app/start-account-page.tsx", catalogs: ["account", "register", "phone"] },
      { source: "app/start-account-page.tsx", catalogs: ["account", "settings", "register", "phone", "security"] },
      { source: "app/start-ways-back-page.tsx", catalogs: ["account", "register", "recover"] },
      { source: "app/start-admin-page.tsx", catalogs: ["account", "settings", "admin"] },
    ],
  },
  {
    name: "messages",
    html: "messages.html",
    maxFirstLoadBytes: 150_000,
    pages: [{ source: "app/start-messenger-page.tsx", catalogs: ["account", "messages"] }],
  },
];

/** The file names hold hashes of the contents, so that they can be cached for ever, and the same sources give the same files. */
const shared = {
  root: join(root, "web/src"),
  target: "browser",
  format: "esm",
  minify: true,
  publicPath: "/",
  define: { "process.env.NODE_ENV": '"production"' },
} as const;
const hashedName = "assets/[name]-[hash].[ext]";

/** What a kind of pages loads at first, in bytes. */
export interface BuiltPages {
  readonly name: string;
  readonly firstLoadBytes: number;
}

/** Builds the web app into web/dist. Throws when the first load of its pages has grown too large. */
export async function buildWeb(): Promise<readonly BuiltPages[]> {
  await rm(outdir, { recursive: true, force: true });
  const workers = {
    ARGON2ID_WORKER_URL: JSON.stringify(await buildWorker("argon2id-worker")),
    CONTACT_WORKER_URL: JSON.stringify(await buildWorker("contact-worker")),
  };
  const built: BuiltPages[] = [];
  for (const kind of pageKinds) built.push({ name: kind.name, firstLoadBytes: await buildPages(kind, workers) });
  return built;
}

type Definitions = Readonly<Record<string, string>>;

async function buildPages({ name, html, maxFirstLoadBytes, pages }: PageKind, workers: Definitions): Promise<number> {
  const { metafile } = await Bun.build({
    ...pageBuild(html, outdir),
    define: { ...shared.define, ...workers },
    metafile: true,
  });
  const { outputs } = Metafile.parse(metafile);
  await preloadShared(outputs, html, pages);
  const bytes = Math.max(
    ...(await Promise.all(pages.map((page) => measureFirstLoad(outputs, { outdir, html, page })))),
  );
  if (bytes > maxFirstLoadBytes) throw new Error(`too much: ${inWords({ name, firstLoadBytes: bytes })}`);
  return bytes;
}

const pageBuild = (html: string, folder: string, plugins: readonly BunPlugin[] = []) =>
  ({
    ...shared,
    outdir: folder,
    entrypoints: [join(root, "web/src", html)],
    splitting: true,
    // Pages stretch passphrases in the worker: what the SDK would load in its place must not be there to be loaded.
    external: ["@tacet/crypto/argon2id"],
    plugins: [...plugins, ...webPlugins(folder)],
    naming: { entry: "[dir]/[name].[ext]", chunk: hashedName, asset: hashedName },
  }) satisfies Bun.BuildConfig;

/** The page of the messenger alone, into another folder and with something of it exchanged: for tests. */
export async function buildMessengerPage(folder: string, exchange: BunPlugin): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await Bun.build(pageBuild("messages.html", folder, [exchange]));
}

/** A file of its own, as a worker must be; of one of them the response alone may run WebAssembly. */
async function buildWorker(name: "argon2id-worker" | "contact-worker"): Promise<string> {
  const entrypoint = join(root, `client/src/browser/${name}.ts`);
  const { outputs } = await Bun.build({ ...shared, outdir, entrypoints: [entrypoint], naming: hashedName });
  const [worker] = outputs;
  if (!worker) throw new Error(`${name} was not built`);
  return `/assets/${basename(worker.path)}`;
}

/** Lets browsers fetch what all pages of a kind share beside the frame, not after it. */
async function preloadShared(outputs: Outputs, html: string, pages: readonly MeasuredPage[]): Promise<void> {
  const file = Bun.file(join(outdir, html));
  const text = await file.text();
  const framing = withImports(outputs, scriptsOf(text));
  const [first, ...others] = pages.map(({ source }) => withImports(outputs, [outputOf(outputs, source)]));
  const common = others.reduce((names, each) => names.intersection(each), first ?? new Set());
  const links = Array.from(
    common.difference(framing),
    (name) => `<link rel="modulepreload" crossorigin href="/assets/${name}">`,
  );
  await file.write(text.replace("</head>", `${links.join("")}</head>`));
}

const inWords = ({ name, firstLoadBytes }: BuiltPages): string =>
  `${(firstLoadBytes / 1000).toFixed(1)} KB of JavaScript (gzip) on first load of ${name}`;

if (import.meta.main) for (const each of await buildWeb()) process.stdout.write(`web: ${inWords(each)}\n`);
