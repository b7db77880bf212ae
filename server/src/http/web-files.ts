import { readdir } from "node:fs/promises";
import { join, posix, sep } from "node:path";
import type { Bytes } from "@tacet/protocol";

/** One file of the web app, ready to be sent. */
export interface WebFile {
  readonly type: string;
  readonly plain: Bytes;
  /** As small as gzip gets. Packed when it is first asked for, and kept: a start need not wait for it. Undefined where it gains nothing. */
  readonly packed: () => Bytes | undefined;
}

/** By path as asked for, such as `/assets/app-1a2b3c.js`. A request never reaches the disk: what is not in here is not there. */
export type WebFiles = ReadonlyMap<string, WebFile>;

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
  woff2: "font/woff2",
};

/** Reads a built web app into memory. A folder that is missing gives no files: the API works without pages. */
export async function readWebFiles(folder: string): Promise<WebFiles> {
  const names = await filesIn(folder);
  const known = names.filter((name) => extensionOf(name) in types).toSorted();
  const files = await Promise.all(known.map(async (name) => webFile(name, await Bun.file(join(folder, name)).bytes())));
  return new Map(files);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return paths.map((path) => path.slice(join(folder, sep).length).replaceAll(sep, posix.sep));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

export function webFile(name: string, plain: Bytes): [string, WebFile] {
  const type = types[extensionOf(name)] ?? "application/octet-stream";
  let packed: { readonly gzip: Bytes | undefined } | undefined;
  return [`/${name}`, { type, plain, packed: () => (packed ??= { gzip: pack(plain) }).gzip }];
}

function pack(plain: Bytes): Bytes | undefined {
  const gzip = Bun.gzipSync(plain, { library: "libdeflate", level: 12 });
  return gzip.length < plain.length * 0.9 ? gzip : undefined;
}

const extensionOf = (name: string): string => posix.extname(name).slice(1);
