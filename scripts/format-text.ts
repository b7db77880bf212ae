import { join } from "node:path";

const root = join(import.meta.dir, "..");

/** A file's text as `npm run format` would leave it, so that what writes files and what formats them never disagree. */
export async function formatText(path: string, text: string): Promise<string> {
  const oxfmt = Bun.spawn([join(root, "node_modules/.bin/oxfmt"), `--stdin-filepath=${path}`], {
    cwd: root,
    stdin: new Blob([text]),
    stderr: "inherit",
  });
  const formatted = await new Response(oxfmt.stdout).text();
  if ((await oxfmt.exited) !== 0) throw new Error(`${path} could not be formatted`);
  return formatted;
}
