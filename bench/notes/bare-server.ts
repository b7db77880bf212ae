import { ClaimNote, ConfirmClaim, CreateNote, FindNote } from "@tacet/protocol";
import { Hono } from "hono";
import { sampleAnswers } from "./sample-answers.ts";

/** The first yardstick: Hono on Bun.serve, which parses the same bodies and answers as much. Run as a process of its own. */
const app = new Hono();
app.post(CreateNote.path, async (context) => {
  const body = await context.req.arrayBuffer();
  return context.json({ expiresAt: Date.now() + body.byteLength }, 201);
});
app.post(FindNote.path, async (context) => {
  await context.req.json();
  return context.json(sampleAnswers.find(Date.now()));
});
app.post(ClaimNote.path, async (context) => {
  await context.req.json();
  return context.body(sampleAnswers.claim);
});
app.post(ConfirmClaim.path, async (context) => {
  await context.req.json();
  return context.json({ confirmedAt: Date.now() });
});

const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: app.fetch });
process.stdout.write(`${server.port}\n`);
