import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { BunPlugin } from "bun";
import tailwind from "bun-plugin-tailwind";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";

/** What the build of every page needs. `outdir` is where the fonts go, in a folder `assets` that is served as `/assets`. */
export const webPlugins = (outdir: string): BunPlugin[] => [fontFiles(outdir), compiledMessages, tailwind];

const Messages = z.record(z.string(), z.string());

/** Messages are sent to the page as what they compile to, without the parser of ICU MessageFormat. */
const compiledMessages: BunPlugin = {
  name: "compiled messages",
  setup: (build) => {
    build.onLoad({ filter: /\/web\/src\/languages\/\w+\/\w+\.json$/ }, async ({ path }) => {
      const messages = Messages.parse(await Bun.file(path).json());
      const compiled = Object.entries(messages).map(([id, message]) => [id, compileMessage(message)]);
      return { contents: JSON.stringify(Object.fromEntries(compiled)), loader: "json" };
    });
  },
};

/** Fonts stay files of their own: the pages' policy lets none in that is part of a style sheet, as Bun would make them. */
const fontFiles = (outdir: string): BunPlugin => ({
  name: "font files",
  setup: (build) => {
    build.onResolve({ filter: /^\/assets\/.*\.woff2$/ }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /\/web\/src\/fonts\.css$/ }, async ({ path }) => {
      const css = await Bun.file(path).text();
      const names = [...css.matchAll(/url\("(@fontsource[^"]+)"\)/g)].map(([, name]) => name ?? "");
      const urls = new Map(
        await Promise.all(names.map(async (name) => [name, await placeFont(name, outdir)] as const)),
      );
      return { contents: css.replaceAll(/@fontsource[^"]+/g, (name) => urls.get(name) ?? name), loader: "css" };
    });
  },
});

/** The name says what is in it, so that it can be cached for ever. */
async function placeFont(name: string, outdir: string): Promise<string> {
  const bytes = await Bun.file(fileURLToPath(import.meta.resolve(name))).bytes();
  const url = `/assets/${basename(name, ".woff2")}-${Bun.hash(bytes).toString(36)}.woff2`;
  await Bun.write(join(outdir, url), bytes);
  return url;
}
