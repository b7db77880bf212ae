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

/** A page of the web app, as it is measured. */
export interface MeasuredPage {
  /** What it begins with beside the frame. */
  readonly source: string;
  /** What it says beside the frame. */
  readonly catalogs: readonly string[];
}

interface FirstLoad {
  readonly outdir: string;
  /** The HTML that it begins with. */
  readonly html: string;
  readonly page: MeasuredPage;
}

/** JavaScript in bytes, as the server sends it: frame, page, and what both say in the longest of the languages. */
export async function measureFirstLoad(outputs: Outputs, { outdir, html, page }: FirstLoad): Promise<number> {
  const sentBytes = async (name: string): Promise<number> => {
    const [, { plain, packed }] = webFile(name, await Bun.file(join(outdir, "assets", name)).bytes());
    return (packed() ?? plain).length;
  };
  const scripts = scriptsOf(await Bun.file(join(outdir, html)).text());
  const names = withImports(outputs, [...scripts, outputOf(outputs, page.source)]);
  const sumOf = async (each: Iterable<string>): Promise<number> =>
    (await Promise.all(Array.from(each, sentBytes))).reduce((sum, size) => sum + size, 0);
  const catalogs = Object.keys(languages).map((tag) =>
    sumOf(["frame", ...page.catalogs].map((catalog) => outputOf(outputs, `languages/${tag}/${catalog}.json`))),
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
