import { expect } from "bun:test";
import { rotateDataKeys } from "../server/src/operator/data-keys.ts";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld } from "./account-world.ts";

const MARKER = "marker-of-words-5e1c";

/** The ids of their data keys, which stand before the nonce. */
const keysOf = (sealed: readonly Buffer[]) => new Set(sealed.map((text) => text.subarray(1, 9).toString("hex")));

onEachDatabase("words of requests and reports lie sealed, and are sealed anew after a leak", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = [await world.join("alice"), await world.join("bob")];
  await alice.people.ask("bob", MARKER);
  await bob.people.report({ username: "alice", category: "spam", text: MARKER });
  const { storage } = world;
  const { database, keySource: source } = storage;
  const texts = async (): Promise<Buffer[]> => {
    const requests = await database.read.selectFrom("message_requests").select("text").execute();
    const reports = await database.read.selectFrom("reports").select("text").execute();
    return [...requests, ...reports].map(({ text }) => Buffer.from(text ?? []));
  };
  const before = await texts();
  expect(before).toHaveLength(2);
  for (const text of before) expect([text.length > MARKER.length, text.includes(MARKER)]).toEqual([true, false]);
  const { damaged } = await rotateDataKeys({ database, source, wait: () => storage.beat() });
  const after = await texts();
  expect([damaged, keysOf(before).intersection(keysOf(after)).size]).toEqual([0, 0]);
  expect((await bob.people.listRequests()).requests[0]?.text).toBe(MARKER);
  expect(new TextDecoder().decode(await bob.account.exportAccount())).toContain(MARKER);
  expect(world.log.join("\n")).not.toContain(MARKER);
});
