import { join } from "node:path";
import { pageHeaders } from "../server/src/http/security-headers.ts";
import { buildDesign } from "./build-design.ts";

/** Builds the page that shows the design and serves it under the policy that pages have. Port 0 takes a free one. */
export async function serveDesign(port: number): Promise<Bun.Server<undefined>> {
  const folder = await buildDesign();
  return Bun.serve({
    hostname: "localhost",
    port,
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      const file = Bun.file(join(folder, pathname === "/" ? "index.html" : pathname));
      return (await file.exists())
        ? new Response(file, { headers: pageHeaders })
        : new Response("there is nothing here", { status: 404 });
    },
  });
}
