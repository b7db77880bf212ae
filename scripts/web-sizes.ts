import { basename, join } from "node:path";
import * as z from "zod";
import { webFile } from "../server/src/http/web-files.ts";
import { languages } from "../web/src/languages/languages.ts";

const Output = z.object({
  entryPoint: z.string().optional(),
  imports: z.array(z.object({ path: z.string(), kind: z.string() })),
});

/** Of Bun's metafile: what each file of the build was made of, and which others it imports. */
export const Metafile = z.object({ outputs: z.record(z.string(), Output) });
export type Outputs = z.output<typeof Metafile>["outputs"];

/** The pages that links and addresses lead to, each of which begins with a file of its own. */
export const notePages = ["write", "open", "receipt"] as const;
type NotePage = (typeof notePages)[number];

export const sourceOf = (page: NotePage): string => `app/start-${page}-page.tsx`;

interface FirstLoad {
  readonly outdir: string;
  readonly page: NotePage;
}

/** JavaScript in bytes, as the server sends it: frame, page, and what both say in the longest of the languages. */
export async function measureFirstLoad(outputs: Outputs, { outdir, page }: FirstLoad): Promise<number> {
  const sentBytes = async (name: string): Promise<number> => {
    const [, { plain, packed }] = webFile(name, await Bun.file(join(outdir, "assets", name)).bytes());
    return (packed() ?? plain).length;
  };
  const html = await Bun.file(join(outdir, "index.html")).text();
  const names = withImports(outputs, [...scriptsOf(html), outputOf(outputs, sourceOf(page))]);
  const sumOf = async (each: Iterable<string>): Promise<number> =>
    (await Promise.all(Array.from(each, sentBytes))).reduce((sum, size) => sum + size, 0);
  const catalogs = Object.keys(languages).map((tag) =>
    sumOf(["frame", page].map((catalog) => outputOf(outputs, `languages/${tag}/${catalog}.json`))),
  );
  return (await sumOf(names)) + Math.max(...(await Promise.all(catalogs)));
}

export const scriptsOf = (html: string): readonly string[] =>
  Array.from(html.matchAll(/<script[^>]* src="([^"]+)"/g), ([, url]) => basename(url ?? ""));

/** The name of the file that begins with this source. */
export function outputOf(outputs: Outputs, source: string): string {
  const found = Object.entries(outputs).find(
    ([path, { entryPoint }]) => path.endsWith(".js") && entryPoint?.endsWith(source),
  );
  if (!found) throw new Error(`${source} is in no file of its own`);
  return basename(found[0]);
}

/** With everything that they import statically, by file name. */
export function withImports(outputs: Outputs, names: readonly string[]): ReadonlySet<string> {
  const loaded = new Set(names);
  for (const name of loaded) {
    const output = Object.entries(outputs).find(([path]) => basename(path) === name)?.[1];
    for (const { path, kind } of output?.imports ?? []) if (kind === "import-statement") loaded.add(basename(path));
  }
  return loaded;
}
