import { Hono } from "hono";

/** The yardstick: Hono on Bun.serve, parsing the same bodies and answering as much. Run as a process of its own. */
const app = new Hono();
app.post("/bytes", async (context) => {
  const body = await context.req.arrayBuffer();
  return context.json({ expiresAt: body.byteLength }, 201);
});
app.post("/json", async (context) => {
  const body: unknown = await context.req.json();
  return context.json({ fields: Object.keys(body ?? {}).length });
});

const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: app.fetch });
process.stdout.write(`${server.port}\n`);
