import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestServer } from "../server/test/start-server.ts";

const story = `
import { burnNote, createNote, findNote, openNote, receiptOf, sendContact } from "./index.js";
const server = process.argv[2];
const note = await createNote({ server, text: "from Node", passphrase: "pä$$" });
const found = await findNote(note.link);
const wrong = await openNote(note.link, { passphrase: "no" }).catch((error) => error.code);
const again = await findNote(note.link);
await new Promise((resume) => setTimeout(resume, again.retryAfterMs));
const read = await openNote(note.link, { passphrase: "pä$$" });
const receipt = await receiptOf(note.receiptLink);
const other = await createNote({ server, text: "never mind" });
const burned = await burnNote(other.receiptLink);
await sendContact({ server, name: "Ada", email: "ada@example.org", message: "from Node" });
const lines = [...receipt.lines, ...burned.lines].map((line) => line.kind);
console.log(JSON.stringify({ needsPassphrase: found.needsPassphrase, wrong, text: read.text, confirmed: read.confirmed, lines }));
`;

test("the SDK makes, opens and burns notes and writes to the operator in Node", async () => {
  await using server = await startTestServer();
  const folder = await mkdtemp(join(tmpdir(), "tacet-node-"));
  try {
    const entry = join(import.meta.dir, "../client/src/index.ts");
    await Bun.build({ entrypoints: [entry], outdir: folder, target: "node", splitting: true });
    await Bun.write(join(folder, "package.json"), '{"type":"module"}');
    await Bun.write(join(folder, "story.js"), story);
    const run = Bun.spawnSync(["node", join(folder, "story.js"), server.origin], { stderr: "pipe" });
    expect(run.exitCode, run.stderr.toString()).toBe(0);
    expect(JSON.parse(run.stdout.toString())).toEqual({
      needsPassphrase: true,
      wrong: "wrong_passphrase",
      text: "from Node",
      confirmed: true,
      lines: ["confirmed", "burned_never_taken"],
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
