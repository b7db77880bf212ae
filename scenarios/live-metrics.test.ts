import { expect } from "bun:test";
import { encodeBase64url } from "@tacet/protocol";
import { onSqlite } from "../server/test/databases.ts";
import { enterLive } from "../server/test/live-client.ts";
import { startAccountWorld, type AccountWorld } from "./account-world.ts";
import { say, sendBody, startPair } from "./conversation-parts.ts";

/** What Prometheus is told of the live side. */

const MARKER = "plaintext-marker-4711";

const scrape = async (world: AccountWorld): Promise<string> =>
  (await world.fetch("/metrics", { headers: { host: "localhost:8080" } })).text();

const untilTold = async (world: AccountWorld, line: string): Promise<void> => {
  const deadline = performance.now() + 5_000;
  while (!(await scrape(world)).split("\n").includes(line)) {
    if (performance.now() > deadline) throw new Error(`no "${line}" in\n${await scrape(world)}`);
    await Bun.sleep(10);
  }
};

onSqlite("metrics count sockets, calls and entries, and hold nothing that a client chose", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const origin = await world.listen();
  const bobs = await enterLive(origin, bob);
  using alices = await enterLive(origin, alice);
  await untilTold(world, "tacet_live_sockets 2");
  await alices.call("sendMessage", sendBody(conversation, MARKER));
  await alices.call("readConversation", { conversation: encodeBase64url(new Uint8Array(16)) });
  await alices.call("readConversation", { [MARKER]: MARKER });
  alices.sendRaw(JSON.stringify({ kind: "call", id: 99, call: MARKER }));
  expect(await alices.next("problem")).toMatchObject({ kind: "problem" });
  await say(bob, conversation, MARKER);
  const told = await scrape(world);
  for (const line of [
    'tacet_live_calls_total{call="sendMessage",outcome="answered"} 1',
    'tacet_live_calls_total{call="readConversation",outcome="conversation_not_found"} 1',
    'tacet_live_calls_total{call="readConversation",outcome="invalid_request"} 1',
    // The first entry says that the conversation was begun.
    "tacet_live_entries_total 3",
  ]) {
    expect(told.split("\n")).toContain(line);
  }
  expect(told).not.toContain(MARKER);
  bobs[Symbol.dispose]();
  await untilTold(world, "tacet_live_sockets 1");
});
