import { serveDesign } from "./serve-design.ts";

/** `npm run design`: every part of the pages in every state, on http://localhost:8090, under the policy that pages have. */

const server = await serveDesign(8090);
process.stdout.write(`the design: ${server.url}\n`);
