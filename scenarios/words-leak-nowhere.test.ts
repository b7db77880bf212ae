import { encodeBase64url, encodeContent, MessageContent, ReactionContent } from "@tacet/protocol";
import { sql } from "kysely";
import { expect } from "bun:test";
import { onEachDatabase } from "../server/test/databases.ts";
import { enterLive } from "../server/test/live-client.ts";
import { startAccountWorld, type AccountWorld } from "./account-world.ts";
import { drawRef, sendBody, startPair } from "./conversation-parts.ts";

/** What people say, by whatever way and however wrongly they say it, stands in no row, log line or metric. */

const MARKER = "marker-of-what-was-said-5d2c";

onEachDatabase("words stand in no row, log line or metric, whether they were taken or refused", async (open) => {
  await using world = await startAccountWorld(open, { TACET_LOG_LEVEL: "trace" });
  const { alice, bob, conversation } = await startPair(world);
  const origin = await world.listen();
  using client = await enterLive(origin, alice);
  const about = { conversation: conversation.id, clientRef: drawRef() };
  const payload = encodeContent(MessageContent, { text: MARKER, subject: MARKER, format: "markdown" });
  const { seq: target } = await alice.conversations.send({ ...about, payload });
  await alice.conversations.edit({ ...about, clientRef: drawRef(), target, payload });
  const reaction = encodeContent(ReactionContent, { emoji: MARKER.slice(0, 32), state: "added" });
  await bob.conversations.react({ ...about, clientRef: drawRef(), target, payload: reaction });
  await client.call("sendMessage", sendBody(conversation, MARKER));
  for (const body of refusedBodies(conversation.id)) {
    expect(JSON.stringify(await client.call("sendMessage", body))).not.toContain(MARKER);
    await world.fetch("/v1/conversations/send", {
      method: "POST",
      headers: { authorization: `Bearer ${alice.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }
  for (const frame of [
    MARKER,
    `{"kind":"${MARKER}"}`,
    `{"${MARKER}":1}`,
    `{"kind":"call","id":1,"call":"${MARKER}"}`,
  ]) {
    client.sendRaw(frame);
    expect(JSON.stringify(await client.next("problem"))).not.toContain(MARKER);
  }
  const metrics = await (await world.fetch("/metrics")).text();
  // With what does stand there: that it was looked at.
  for (const [text, known] of [
    [await textOfAllRows(world), "alice"],
    [world.log.join(""), "/v1/conversations/send"],
    [metrics, 'call="sendMessage"'],
  ] as const) {
    expect(text).toContain(known);
    expect(text).not.toContain(MARKER);
  }
});

const refusedBodies = (id: Uint8Array) => {
  const [conversation, clientRef] = [encodeBase64url(id), encodeBase64url(drawRef())];
  return [
    { conversation, clientRef, payload: `{"txt":"${MARKER}"}` },
    { conversation, clientRef, payload: MARKER },
    { conversation, clientRef, payload: { text: MARKER } },
    { conversation: MARKER, clientRef, payload: "{}" },
    { conversation, clientRef: MARKER, payload: "{}" },
  ];
};

/** Every value there is, bytes as the text that they may hold. */
async function textOfAllRows({ storage: { database } }: AccountWorld): Promise<string> {
  const tables = await database.read.introspection.getTables();
  expect(tables.length).toBeGreaterThan(20);
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(database.read);
    for (const value of rows.flatMap((row) => Object.values(row))) {
      parts.push(value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value));
    }
  }
  return parts.join("\n");
}
