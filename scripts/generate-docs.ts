import { join } from "node:path";
import { api } from "@tacet/protocol";
import { asyncApiDocument } from "@tacet/protocol/asyncapi";
import { openApiDocument } from "@tacet/protocol/openapi";
import { performancePages } from "../bench/report/page.ts";
import { configurationPage } from "../server/src/config/describe.ts";
import { formatText } from "./format-text.ts";

/** Writes the pages that follow from code. With `--check` it changes nothing, and exits with 1 when a page would change. */

const root = join(import.meta.dir, "..");

const pages = {
  "docs/configuration.md": configurationPage(),
  "docs/asyncapi.json": JSON.stringify(asyncApiDocument()),
  "docs/openapi.json": JSON.stringify(openApiDocument(api)),
  ...(await performancePages()),
};

/** Charts are written as they are. */
const format = async (path: string, text: string): Promise<string> =>
  path.endsWith(".svg") ? text : formatText(path, text);

async function hasChanged(path: string, text: string): Promise<boolean> {
  const file = Bun.file(join(root, path));
  return !(await file.exists()) || (await file.text()) !== text;
}

const isCheck = process.argv.includes("--check");
for (const [path, text] of Object.entries(pages)) {
  const formatted = await format(path, text);
  if (!(await hasChanged(path, formatted))) continue;
  if (isCheck) process.exitCode = 1;
  else await Bun.write(join(root, path), formatted);
  process.stdout.write(isCheck ? `${path} is not up to date: run npm run docs\n` : `${path} written\n`);
}
