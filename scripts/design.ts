import { join } from "node:path";
import { pageHeaders } from "../server/src/http/security-headers.ts";
import { buildDesign } from "./build-design.ts";

/** `npm run design`: every part of the pages in every state, on http://localhost:8090, under the policy that pages have. */

const folder = await buildDesign();
const server = Bun.serve({
  hostname: "localhost",
  port: 8090,
  fetch: async (request) => {
    const { pathname } = new URL(request.url);
    const file = Bun.file(join(folder, pathname === "/" ? "index.html" : pathname));
    return (await file.exists())
      ? new Response(file, { headers: pageHeaders })
      : new Response("there is nothing here", { status: 404 });
  },
});
process.stdout.write(`the design: ${server.url}\n`);
