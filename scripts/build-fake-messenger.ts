import { join } from "node:path";
import { buildMessengerPage } from "./build-web.ts";

const root = join(import.meta.dir, "..");
const fake = join(root, "web/src/design/fake-messenger.ts");

/**
 * Builds the messenger's page as `build-web.ts` does, but for one file: conversations come from `web/src/design/fake-messenger.ts`. For tests;
 * answers the folder that it is in.
 */
export async function buildFakeMessenger(): Promise<string> {
  const outdir = join(root, ".cache/fake-messenger");
  await buildMessengerPage(outdir, {
    name: "fake messenger",
    setup: (build) => {
      build.onResolve({ filter: /\/open-messenger\.ts$/ }, () => ({ path: fake }));
    },
  });
  return outdir;
}
