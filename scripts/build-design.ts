import { join } from "node:path";
import { webPlugins } from "./web-plugins.ts";

const root = join(import.meta.dir, "..");

/** Builds the page that shows the design, for developers alone, and answers the folder that it is in. */
export async function buildDesign(): Promise<string> {
  const outdir = join(root, ".cache/design");
  await Bun.build({
    entrypoints: [join(root, "web/src/design/index.html")],
    root: join(root, "web/src/design"),
    outdir,
    target: "browser",
    minify: true,
    publicPath: "/",
    naming: { entry: "[name].[ext]", chunk: "assets/[name]-[hash].[ext]", asset: "assets/[name]-[hash].[ext]" },
    plugins: webPlugins(outdir),
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outdir;
}
